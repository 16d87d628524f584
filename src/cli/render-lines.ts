import { WelcomeEmailInputError } from '../errors.js';
import type { Brand } from '../input/brand.js';
import type { WelcomeEmailInput } from '../input/input.js';
import { createWelcomeEmailRenderer } from '../renderer.js';
import { attempt } from '../untrusted/fields.js';
import type { WelcomeEmailWarning } from '../warnings.js';

/** In UTF-16 code units: more than any input has. What goes on without an end of line would fill the memory. */
const MAX_LINE_LENGTH = 2 ** 20;

/** What became of the lines so far. */
export interface BatchTally {
  mails: number;
  failed: number;
}

/**
 * Reads one input in JSON from each line, and gives one line in JSON for it, in the same order: the mail, with `warnings` if there are any,
 * or `{"line":1,"error":{field,code,message}}`, and the rest goes on. It takes the next piece of the text when its last answer was taken: made
 * for `pipeline` of node:stream/promises. Blank lines are passed over.
 *
 * @param text - UTF-8, in pieces of any size; if it is aborted, the lines end that were complete by then
 * @param brand - of all mails whose input brings none
 * @param tally - counts as it goes
 * @param onBrandWarning - hears of each part of that brand that is left out
 */
export async function* renderLines(
  text: AsyncIterable<Uint8Array>,
  brand: Brand | undefined,
  tally: BatchTally,
  onBrandWarning: (warning: WelcomeEmailWarning) => void,
): AsyncGenerator<Uint8Array> {
  let hear = onBrandWarning;
  const renderer = createWelcomeEmailRenderer({ brand, onWarning: (warning) => hear(warning) });
  // One mail is made after the other, so whatever is heard from here on is of the one under way.
  const warnings: WelcomeEmailWarning[] = [];
  hear = (warning) => warnings.push(warning);
  let number = 0;
  for await (const lines of linesOf(text)) {
    const answers: string[] = [];
    for (const line of lines) {
      number += 1;
      if (line.length <= MAX_LINE_LENGTH && line.trim() === '') continue;
      warnings.length = 0;
      try {
        const mail = await renderer.render(inputFrom(line));
        answers.push(JSON.stringify(warnings.length > 0 ? { ...mail, warnings } : mail), '\n');
        tally.mails += 1;
      } catch (error) {
        if (!(error instanceof WelcomeEmailInputError)) throw error;
        const { field, code, message } = error;
        answers.push(JSON.stringify({ line: number, error: { field, code, message } }), '\n');
        tally.failed += 1;
      }
    }
    if (answers.length > 0) yield encode(answers);
  }
}

/** In UTF-8, without measuring first: joined, and left to the stream, a mail takes ten times as long. */
function encode(texts: readonly string[]): Uint8Array {
  // No UTF-16 code unit becomes more than three bytes.
  const bytes = Buffer.allocUnsafe(3 * texts.reduce((length, text) => length + text.length, 0));
  let used = 0;
  for (const text of texts) used += bytes.write(text, used);
  return bytes.subarray(0, used);
}

/** What JSON.parse says of a mistake repeats what stands there. */
function inputFrom(line: string): WelcomeEmailInput {
  if (line.length > MAX_LINE_LENGTH) {
    const most = MAX_LINE_LENGTH.toLocaleString('en');
    throw new WelcomeEmailInputError('input', 'wrong-type', `must be a line of at most ${most} characters`);
  }
  const input: WelcomeEmailInput | undefined = attempt(() => JSON.parse(line));
  if (input === undefined)
    throw new WelcomeEmailInputError('input', 'wrong-type', 'must be an object in JSON, on one line');
  return input;
}

/** The lines that each piece completes. Not by node:readline, for which U+2028 ends a line as well: it may stand in JSON. */
async function* linesOf(text: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const piece of text) {
      const [end = '', ...lines] = decoder.decode(piece, { stream: true }).split('\n');
      // What is too long already gives an error, whatever follows.
      if (rest.length <= MAX_LINE_LENGTH) rest += end;
      const next = lines.pop();
      if (next === undefined) continue;
      yield [rest, ...lines];
      rest = next;
    }
  } catch (error) {
    // The end of the last line is not known.
    if (error instanceof Error && error.name === 'AbortError') return;
    throw error;
  }
  yield [rest + decoder.decode()];
}
