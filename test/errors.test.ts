import { expect, test, vi } from 'vitest';
import { tell, warningFor } from '../src/errors.js';

test('a listener is called at once', () => {
  const listener = vi.fn();
  tell(listener, 'news');
  expect(listener.mock.calls).toEqual([['news']]);
});

test('the rejection of a listener is caught, whatever library its promise is of', async () => {
  const then = vi.fn((_: unknown, reject: (error: Error) => void) => reject(new Error('broken')));
  await tell(() => ({ then }), 'news');
  expect(then).toHaveBeenCalledOnce();
});

test.each(['brand.logo.src', 'x'.repeat(100)])('a warning names its field: %s', (field) => {
  expect(warningFor(field, 'missing')).toEqual({ field, code: 'missing' });
});

test.each(['x'.repeat(101), '', 'a secret', 'name\n'])(
  'a warning does not repeat an unusual name: %j',
  (field) => {
    expect(warningFor(field, 'missing').field).toBe('(a field with an unusual name)');
  },
);
