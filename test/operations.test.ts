import { describe, expect, test } from 'vitest';
import { type Operation, operationNames, operations } from '../emails/operations.js';
import {
  createWelcomeEmailRenderer,
  renderWelcomeEmail,
  type WelcomeEmailFacts,
  type WelcomeEmailInput,
  type WelcomeEmailWarning,
} from '../src/index.js';
import { BRAND, CODE, everythingFor, FACTS, LINK, requiredFor } from './support/inputs.js';
import { visibleText } from './support/visible-text.js';

const requests = operationNames.filter((name) => operations[name].kind === 'request');
const notices = operationNames.filter((name) => operations[name].kind === 'notice');
const links = ['resetUrl', 'confirmUrl', 'signInUrl'] as const;

const refusal = async (input: unknown) => {
  const error = await renderWelcomeEmail(input as WelcomeEmailInput).catch((error) => error);
  return error.field && `${error.field} ${error.code}`;
};
const linesOf = ({ text }: { readonly text: string }) => text.split('\n');

describe.each(requests)('%s', (operation) => {
  const { link } = operations[operation];
  const { [link]: url, ...withCode } = everythingFor(operation);
  const { code, ...withLink } = everythingFor(operation);

  test('has a link, a code, or both', async () => {
    const mails = await Promise.all(
      [everythingFor(operation), withLink, withCode].map((input) =>
        renderWelcomeEmail(input as WelcomeEmailInput),
      ),
    );
    expect(mails.map(({ html }) => html.includes(LINK))).toEqual([true, true, false]);
    expect(mails.map((mail) => linesOf(mail).includes(LINK))).toEqual([true, true, false]);
    expect(mails.map((mail) => linesOf(mail).includes(`Your code: ${CODE}`))).toEqual([true, false, true]);
    expect(mails.map(({ text }) => /^Don’t share .*$/m.exec(text)?.[0])).toEqual([
      'Don’t share the link or the code with anyone.',
      'Don’t share the link with anyone.',
      'Don’t share the code with anyone.',
    ]);
    const { [link]: _, ...neither } = withLink;
    expect(await refusal(neither)).toBe(`${link} missing`);
    expect(await refusal({ ...neither, [link]: null, code: null })).toBe(`${link} missing`);
  });

  test('says until when both are valid', async () => {
    const mail = await renderWelcomeEmail(everythingFor(operation));
    for (const part of [mail.text, visibleText(mail.html)])
      expect(part).toMatch(/^Valid until: July 2, 2026/m);
    expect((await renderWelcomeEmail(requiredFor(operation))).text).not.toContain('Valid until');
  });

  test('says what to do before it says who asked for it', async () => {
    const mail = await renderWelcomeEmail(everythingFor(operation));
    for (const part of [mail.text, visibleText(mail.html)])
      expect(part.indexOf('Your code')).toBeLessThan(part.indexOf('Chrome on Windows'));
  });
});

describe.each(notices)('%s', (operation) => {
  test('says what happened, then what to do if it was someone else, with a link if there is one', async () => {
    const mail = await renderWelcomeEmail(everythingFor(operation));
    expect(mail.text).toMatch(/Chrome on Windows.*Wasn’t you\?.*To set a new password/s);
    expect(visibleText(mail.html)).toMatch(/Chrome on Windows.*Wasn’t you\?.*Set new password/s);
    expect(mail.html).toContain(`href="${LINK}"`);
    expect(linesOf(mail)).toContain(LINK);

    const bare = await renderWelcomeEmail(requiredFor(operation));
    expect(bare.html).not.toContain('<a ');
    expect(bare.text).toContain('Go to where you usually sign in and set a new password.');
    expect(bare.text).not.toContain('https:');
  });

  test('holds no secret: no code, no expiry, nothing to keep to oneself', async () => {
    expect(await refusal({ ...everythingFor(operation), code: CODE })).toBe('code unknown-field');
    const expiresAt = '2026-07-02T12:00:00Z';
    expect(await refusal({ ...everythingFor(operation), expiresAt })).toBe('expiresAt unknown-field');
    const { text } = await renderWelcomeEmail(everythingFor(operation));
    expect(text).not.toMatch(/share|valid until/i);
  });
});

describe.each(operationNames)('an email of %s', (operation) => {
  test.each([...links, 'code', 'expiresAt', 'invitedBy'] as const)(
    'has %s only if the operation has it',
    async (field) => {
      const value = everythingOf(field);
      const { link, fields } = operations[operation];
      const isOwn = [link, ...fields].includes(field as typeof link);
      expect(await refusal({ ...requiredFor(operation), [field]: value })).toBe(
        isOwn ? undefined : `${field} unknown-field`,
      );
      expect(await refusal({ ...requiredFor(operation), ...(!isOwn && { [field]: null }) })).toBeUndefined();
    },
  );

  const everythingOf = (field: string) =>
    Object.assign({}, ...operationNames.map((name) => everythingFor(name)))[field];
});

test('without an operation it is a registration', async () => {
  const mail = await renderWelcomeEmail({ ...FACTS, resetUrl: LINK });
  expect(mail).toEqual(await renderWelcomeEmail({ ...FACTS, resetUrl: LINK, operation: 'registration' }));
});

describe('a code', () => {
  const render = (code: unknown, more: object = {}) =>
    renderWelcomeEmail({ ...FACTS, operation: 'sign-in', code, ...more } as WelcomeEmailInput);

  test.each(['1234', 'ABCdef', '123456789012'])('has 4 to 12 letters or digits: %s', async (code) => {
    const mail = await render(code);
    expect(linesOf(mail)).toContain(`Your code: ${code}`);
    expect(visibleText(mail.html)).toMatch(new RegExp(`^${code}$`, 'm'));
  });

  test.each([
    '123',
    '1234567890123',
    '123 456',
    '123-456',
    'ÄBCD',
    '１２３４',
    '12\u200b34',
    '1234\n',
    '<b>1',
  ])('is refused: %j', async (code) => {
    const error = await render(code).catch((error) => error);
    expect(error).toMatchObject({
      field: 'code',
      code: 'invalid-code',
      message: 'code: must be 4 to 12 ASCII letters or digits',
    });
    expect(JSON.stringify(error)).not.toContain(code);
  });

  test('that is not a string is refused, since a number loses its leading zeros', async () => {
    expect(await render(402718).catch(({ code }) => code)).toBe('wrong-type');
  });

  test('is in no subject, preheader, header or warning', async () => {
    const warnings: WelcomeEmailWarning[] = [];
    const renderer = createWelcomeEmailRenderer({ onWarning: (warning) => warnings.push(warning) });
    for (const operation of requests) {
      const input = { ...everythingFor(operation), ip: 'x', timeZone: 'x', brand: { ...BRAND, url: 'x' } };
      const { subject, headers, html } = await renderer.render(input as WelcomeEmailInput);
      const beforeHeading = html.slice(0, html.indexOf('<h1'));
      expect(JSON.stringify([subject, headers, beforeHeading, warnings])).not.toMatch(/402|718|Zk3vQ9/);
    }
    expect(warnings.length).toBeGreaterThan(8);
  });

  test('reads from left to right in a language from right to left', async () => {
    const { html, text } = await render('A1B2', { locale: 'ar' });
    expect(html).toMatch(/<p dir="ltr"[^>]*>A1B2</);
    expect(text).toContain(': A1B2\n');
  });
});

describe('who invited', () => {
  const inviterIn = async (invitedBy: unknown) => {
    const warnings: WelcomeEmailWarning[] = [];
    const renderer = createWelcomeEmailRenderer({ onWarning: (warning) => warnings.push(warning) });
    const { text } = await renderer.render({ ...FACTS, resetUrl: LINK, invitedBy } as WelcomeEmailInput);
    return { row: /^Invitation from: (.*)$/m.exec(text)?.[1], warnings };
  };

  test.each([
    ['Grace Hopper', 'Grace Hopper'],
    ['  Grace\u202e\n Hopper ', 'Grace Hopper'],
    ['grace@example.com', 'grace'],
    ['Hopper, evil.com', 'Hopper'],
    ['Click https://evil.com', undefined],
    ['Call 1-800-FLOWERS', undefined],
  ])('is cleaned like a name: %j', async (invitedBy, row) => {
    expect(await inviterIn(invitedBy)).toEqual({ row, warnings: [] });
  });

  test.each([
    [7, 'wrong-type'],
    [' ', 'blank'],
  ])('costs its row if it is not a name: %j', async (invitedBy, code) => {
    expect(await inviterIn(invitedBy)).toEqual({ row: undefined, warnings: [{ field: 'invitedBy', code }] });
  });

  test('is the first of the facts, in both parts, and not in the subject', async () => {
    const mail = await renderWelcomeEmail(everythingFor('registration'));
    for (const part of [mail.text, visibleText(mail.html)]) {
      const facts = part.slice(part.indexOf('Account created'));
      expect(facts.indexOf('Grace Hopper')).toBeLessThan(facts.indexOf('Chrome'));
    }
    expect(mail.subject).not.toContain('Grace');
  });

  test('is isolated in a language from right to left', async () => {
    const mail = await renderWelcomeEmail({ ...everythingFor('registration'), locale: 'ar' });
    expect(mail.html).toMatch(/<span dir="auto"[^>]*>Grace Hopper</);
    expect(mail.text).toContain('\u2068Grace Hopper\u2069');
  });
});

test('a field that an operation does not have fails to compile', () => {
  const facts: WelcomeEmailFacts = FACTS;
  const operation = 'recovery' as 'recovery' | 'sign-in';
  const inputs: WelcomeEmailInput[] = [
    { ...facts, resetUrl: LINK },
    { ...facts, code: CODE },
    { ...facts, operation: null, resetUrl: LINK, invitedBy: 'Grace Hopper' },
    { ...facts, operation, code: CODE },
    { ...facts, operation: 'verification', confirmUrl: new URL(LINK), code: null },
    { ...facts, operation: 'new-sign-in' },
    // @ts-expect-error -- a link of another operation
    { ...facts, resetUrl: LINK, signInUrl: LINK },
    // @ts-expect-error -- a link of another operation
    { ...facts, operation: 'sign-in', resetUrl: LINK },
    // @ts-expect-error -- only a registration has an inviter
    { ...facts, operation: 'recovery', resetUrl: LINK, invitedBy: 'Grace Hopper' },
    // @ts-expect-error -- a notice has no code
    { ...facts, operation: 'password-changed', code: CODE },
    // @ts-expect-error -- a notice does not expire
    { ...facts, operation: 'new-sign-in', expiresAt: 0 },
    // @ts-expect-error -- there is no such operation
    { ...facts, operation: 'deletion', resetUrl: LINK },
  ];
  expect(inputs).toHaveLength(12);
  expect<Operation>(operation).toBe('recovery');
});
