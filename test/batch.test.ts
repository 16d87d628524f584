import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { type BatchTally, renderLines } from '../src/cli/render-lines.js';
import { NOTHING_KNOWN } from './support/inputs.js';

async function answersTo(pieces: readonly string[]) {
  const tally: BatchTally = { mails: 0, failed: 0 };
  let printed = '';
  const text = Readable.from(pieces.map((piece) => Buffer.from(piece)));
  for await (const answer of renderLines(text, undefined, tally, () => {})) printed += answer;
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

test('a line that comes in pieces may have 1,048,576 characters, and no more', async () => {
  const lineOf = (length: number) => line().trimEnd().padEnd(length);
  const outcome = async (length: number) =>
    (await answersTo([...(lineOf(length).match(/.{1,65536}/gs) ?? []), '\n', line()])).map((answer) =>
      'error' in answer ? 'error' : 'mail',
    );
  expect(await outcome(2 ** 20)).toEqual(['mail', 'mail']);
  expect(await outcome(2 ** 20 + 1)).toEqual(['error', 'mail']);
});
