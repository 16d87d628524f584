import { type Config, createRenderer } from '../config.js';
import { WelcomeEmailInputError } from '../errors.js';
import type { Brand } from '../input/brand.js';
import type { WelcomeEmailInput } from '../input/input.js';
import { attempt } from '../untrusted/fields.js';
import type { WelcomeEmailWarning } from '../warnings.js';

/** In UTF-16 code units. More than any input needs, so that text without line breaks cannot fill the memory. */
const MAX_LINE_LENGTH = 2 ** 20;

/** The number of lines rendered so far. */
export interface BatchTally {
  mails: number;
  failed: number;
}

/**
 * Renders an email for each line of JSON. Yields one line of JSON for each, in the same order: the email, with `warnings` if values were
 * ignored, or `{"line":1,"error":{field,code,message}}`. An invalid input does not end the batch. Blank lines are skipped.
 * Any other error is thrown after the lines before it were yielded.
 *
 * It reads the next chunk only when the previous one has been consumed, so use it with `pipeline` of node:stream/promises.
 *
 * @param chunks - UTF-8, in chunks of any size. If reading is aborted, the lines that were complete are still rendered.
 * @param brand - the brand of emails whose input has none. Default: that of the config.
 * @param tally - is updated after each line
 * @param onBrandWarning - called for each part of `brand` that was ignored
 */
export async function* renderLines(
  chunks: AsyncIterable<Uint8Array>,
  config: Config,
  brand: Brand | undefined,
  tally: BatchTally,
  onBrandWarning: (warning: WelcomeEmailWarning) => void,
): AsyncGenerator<Uint8Array> {
  let onWarning = onBrandWarning;
  const renderer = createRenderer(config, {
    ...(brand && { brand }),
    onWarning: (warning) => onWarning(warning),
  });
  // From here on, each warning is about the email being rendered, since only one is rendered at a time.
  const warnings: WelcomeEmailWarning[] = [];
  onWarning = (warning) => warnings.push(warning);
  let number = 0;
  for await (const lines of splitLines(chunks)) {
    const output: string[] = [];
    for (const line of lines) {
      number += 1;
      if (line.length <= MAX_LINE_LENGTH && line.trim() === '') continue;
      warnings.length = 0;
      try {
        const mail = await renderer.render(parseInput(line));
        output.push(JSON.stringify(warnings.length > 0 ? { ...mail, warnings } : mail), '\n');
        tally.mails += 1;
      } catch (error) {
        if (!(error instanceof WelcomeEmailInputError)) {
          if (output.length > 0) yield encode(output);
          throw error;
        }
        const { field, code, message } = error;
        output.push(JSON.stringify({ line: number, error: { field, code, message } }), '\n');
        tally.failed += 1;
      }
    }
    if (output.length > 0) yield encode(output);
  }
}

/** Encodes to UTF-8 without measuring the texts first, which is twice as fast as `Buffer.from(texts.join(''))`. */
function encode(texts: readonly string[]): Uint8Array {
  // A UTF-16 code unit takes at most three bytes.
  const bytes = Buffer.allocUnsafe(3 * texts.reduce((length, text) => length + text.length, 0));
  let used = 0;
  for (const text of texts) used += bytes.write(text, used);
  return bytes.subarray(0, used);
}

/** Parses a line. The error does not contain the message of `JSON.parse`, which quotes the line. */
function parseInput(line: string): WelcomeEmailInput {
  if (line.length > MAX_LINE_LENGTH) {
    const limit = MAX_LINE_LENGTH.toLocaleString('en');
    throw new WelcomeEmailInputError('input', 'wrong-type', `must be a line of at most ${limit} characters`);
  }
  const input: WelcomeEmailInput | undefined = attempt(() => JSON.parse(line));
  if (input === undefined)
    throw new WelcomeEmailInputError('input', 'wrong-type', 'must be a JSON object on one line');
  return input;
}

/** Yields the lines that each chunk completes. node:readline would also split at U+2028, which JSON may contain. */
async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of chunks) {
      const [end = '', ...lines] = decoder.decode(chunk, { stream: true }).split('\n');
      // A line that is already too long gives an error, so its end is not kept.
      if (rest.length <= MAX_LINE_LENGTH) rest += end;
      const next = lines.pop();
      if (next === undefined) continue;
      yield [rest, ...lines];
      rest = next;
    }
  } catch (error) {
    // The last line may be incomplete, so it is dropped.
    if (error instanceof Error && error.name === 'AbortError') return;
    throw error;
  }
  yield [rest + decoder.decode()];
}
