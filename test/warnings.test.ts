import { expect, test, vi } from 'vitest';
import { createWarn, notify, type WelcomeEmailWarning } from '../src/warnings.js';

test('a listener is called at once', () => {
  const listener = vi.fn();
  notify(listener, 'news');
  expect(listener.mock.calls).toEqual([['news']]);
});

test('the rejection of a listener is caught, whatever library its promise is of', async () => {
  const then = vi.fn((_: unknown, reject: (error: Error) => void) => reject(new Error('broken')));
  await notify(() => ({ then }), 'news');
  expect(then).toHaveBeenCalledOnce();
});

/** The warning that a listener gets. */
function warningOf(field: string) {
  const warnings: WelcomeEmailWarning[] = [];
  createWarn((warning) => warnings.push(warning))(field, 'missing');
  return warnings[0];
}

test.each(['brand.logo.src', 'x'.repeat(100)])('a warning names its field: %s', (field) => {
  expect(warningOf(field)).toEqual({ field, code: 'missing' });
});

test.each(['x'.repeat(101), '', 'a secret', 'name\n'])(
  'a warning does not repeat an unusual name: %j',
  (field) => {
    expect(warningOf(field)?.field).toBe('(a field with an unusual name)');
  },
);
