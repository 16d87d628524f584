import type { Config } from '../config.js';
import { type Flags, UsageError } from './flags.js';
import type { Streams } from './streams.js';

/**
 * Runs `welcome-email check`: prints what is wrong with the emails of a config, one line for each finding.
 *
 * @returns the exit status: 1 if there are findings
 */
export async function check(flags: Flags, config: Config, { stdout }: Streams): Promise<number> {
  const { format = 'text' } = flags;
  if (format !== 'text' && format !== 'json') throw new UsageError('--format must be one of text, json');
  // The other commands do not need it.
  const { checkConfig } = await import('./findings.js');
  const { mails, locales, findings, notes } = await checkConfig(config);
  if (format === 'json') {
    stdout.write(`${JSON.stringify({ mails, locales, findings, notes }, null, 2)}\n`);
  } else {
    for (const { locale, operation, what } of findings)
      stdout.write(`${[locale, operation].filter(Boolean).join(' ') || 'config'}: ${what}\n`);
    for (const note of notes) stdout.write(`note: ${note}\n`);
    stdout.write(
      `${count(mails, 'email')} in ${count(locales, 'locale')}: ${count(findings.length, 'finding')}\n`,
    );
  }
  return findings.length > 0 ? 1 : 0;
}

function count(number: number, noun: string): string {
  return `${number || 'no'} ${noun}${number === 1 ? '' : 's'}`;
}
