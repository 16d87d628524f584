import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, createRenderer } from '../config.js';
import type { RenderedEmail } from '../renderer.js';
import { type Flags, inputFrom, UsageError } from './flags.js';
import { type Streams, warnOfConfig, warnOn } from './streams.js';

const formats = {
  html: { file: 'mail.html', of: (mail: RenderedEmail) => mail.html },
  text: { file: 'mail.txt', of: (mail: RenderedEmail) => mail.text },
  json: { file: 'mail.json', of: (mail: RenderedEmail) => `${JSON.stringify(mail, null, 2)}\n` },
};
type Format = keyof typeof formats;

/** Runs `welcome-email render`: renders one email and prints it, or writes it to files. */
export async function render(flags: Flags, config: Config, { stdout, stderr }: Streams): Promise<number> {
  const format = formatFrom(flags.format);
  let onWarning = warnOfConfig(stderr, config);
  const renderer = createRenderer(config, { onWarning: (warning) => onWarning(warning) });
  onWarning = warnOn(stderr);
  const mail = await renderer.render(inputFrom(flags));
  if (flags.out === undefined) {
    stdout.write(formats[format ?? 'html'].of(mail));
    return 0;
  }
  try {
    await mkdir(flags.out, { recursive: true });
    for (const name of format ? [format] : (Object.keys(formats) as Format[])) {
      const path = join(flags.out, formats[name].file);
      await writeFile(path, formats[name].of(mail));
      stdout.write(`${path}\n`);
    }
    return 0;
  } catch (error) {
    throw new UsageError(`--out cannot be written to (${(error as NodeJS.ErrnoException).code})`);
  }
}

function formatFrom(name: string | undefined): Format | undefined {
  if (name === undefined || Object.hasOwn(formats, name)) return name as Format | undefined;
  throw new UsageError(`--format must be one of ${Object.keys(formats).join(', ')}`);
}
