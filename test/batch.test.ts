import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import WelcomeEmail from '../emails/welcome.js';
import { type BatchTally, renderLines } from '../src/cli/render-lines.js';
import type { CompiledTemplate } from '../src/index.js';
import { compileTemplate } from '../src/template.js';
import { NOTHING_KNOWN } from './support/inputs.js';

async function answersTo(pieces: readonly string[]) {
  const tally: BatchTally = { mails: 0, failed: 0 };
  let printed = '';
  const text = Readable.from(pieces.map((piece) => Buffer.from(piece)));
  for await (const answer of renderLines(text, { name: undefined, options: {} }, undefined, tally, () => {}))
    printed += answer;
  return printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const line = (input: object = {}) => `${JSON.stringify({ ...NOTHING_KNOWN, ...input })}\n`;

test('what was left out of a mail is said of that mail alone, in one piece of text or in several', async () => {
  const lines = [
    line({ timeZone: 'Mars' }),
    line(),
    line({ locale: 'qaa' }),
    // Warnings of a line that gives no mail are lost with it.
    line({ ip: 'nowhere', brand: { name: 7 }, resetUrl: 'javascript:1' }),
    line({ brand: 7, time: '' }),
    line(),
    line({ ip: 'nowhere' }),
  ];
  const expected = [
    [{ field: 'timeZone', code: 'unknown-time-zone' }],
    undefined,
    [{ field: 'locale', code: 'unsupported-locale' }],
    undefined,
    undefined,
    undefined,
    [{ field: 'ip', code: 'invalid-address' }],
  ];
  for (const pieces of [lines, [lines.join('')]])
    expect((await answersTo(pieces)).map(({ warnings }) => warnings)).toEqual(expected);
});

test('a line of nothing but white space is skipped', async () => {
  const answers = await answersTo([line(), '\r\n', ' \t\n', line(), '  ']);
  expect(answers).toEqual([answers[0], answers[0]]);
  expect(answers[0]).toHaveProperty('html');
});

test('a line may have 1,048,576 characters and no more, in one piece of text or in several', async () => {
  const lineOf = (length: number) => `${line().trimEnd().padEnd(length)}\n`;
  const outcomes = async (length: number) =>
    Promise.all(
      [length + 1, 2 ** 16, 1000].map(async (size) => {
        const text = lineOf(length) + line();
        const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
          text.slice(i * size, (i + 1) * size),
        );
        return (await answersTo(pieces)).map((answer) => ('error' in answer ? 'error' : 'mail')).join();
      }),
    );
  expect(await outcomes(2 ** 20)).toEqual(['mail,mail', 'mail,mail', 'mail,mail']);
  expect(await outcomes(2 ** 20 + 1)).toEqual(['error,mail', 'error,mail', 'error,mail']);
});

test('an error that is not about an input comes after the mails before it', async () => {
  const template = await compileTemplate({ html: WelcomeEmail, locales: ['en'] });
  const mails = {
    ...template.locales['en']?.mails,
    recovery: { subject: '', html: '{{removed}}', text: '' },
  };
  const outdated = { ...template, locales: { en: { ...template.locales['en'], mails } } } as CompiledTemplate;
  const lines = Readable.from([Buffer.from(line() + line({ operation: 'recovery' }) + line())]);
  const tally: BatchTally = { mails: 0, failed: 0 };
  const config = { name: undefined, options: { template: outdated } };
  let printed = '';
  const reading = (async () => {
    for await (const answer of renderLines(lines, config, undefined, tally, () => {})) printed += answer;
  })();
  await expect(reading).rejects.toThrow('has a slot "removed" that does not exist');
  expect(printed).toMatch(/^\{"subject":.*\}\n$/);
  expect(tally).toEqual({ mails: 1, failed: 0 });
});

test('the documentation says how long a line may be', () => {
  const limits = readFileSync(new URL('../docs/limits.md', import.meta.url), 'utf8');
  expect(limits).toMatch(/^\| a line of `batch` \| 1,048,576 characters/m);
});
