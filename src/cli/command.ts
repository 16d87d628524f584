import { operationNames } from '../../emails/operations.js';
import { version } from '../../package.json';
import { ConfigError, findConfig, loadConfig } from '../config.js';
import { LoadError, WelcomeEmailInputError } from '../errors.js';
import { batch } from './batch.js';
import { check } from './check.js';
import { checkFlags, commandNames, flagFor, parseFlags, UsageError } from './flags.js';
import { preview } from './preview.js';
import { render } from './render.js';
import type { Streams } from './streams.js';

const HELP = `Renders account emails.

usage: welcome-email render --name NAME --time INSTANT --reset-url URL [options]
       welcome-email batch [--brand-name NAME ...] < inputs.ndjson > mails.ndjson
       welcome-email preview [--port PORT] [--open]
       welcome-email preview --out FOLDER
       welcome-email check [--format text|json]

Every command
  --config FILE             a module whose default export has the options of a renderer: brand, locales, translations, template.
                            Default: welcome-email.config.js, .mjs or .ts in this folder, if there is one
  --help                    print this help
  --version                 print the version

preview: every email in every language in a browser, with your config; it follows your changes
  --port PORT               default: 4040, or the next free port
  --open                    open it in a browser
  --out FOLDER              write it there as a static site instead

check: looks for missing words, long words, ignored parts of the brand, and HTML that Gmail would cut
  --format FORMAT           text (default) or json

render: the request
  --name NAME               the reader's name, for the greeting
  --time INSTANT            when the request was made: ISO 8601 with Z or an offset, or milliseconds since 1970
  --operation OPERATION     ${operationNames.join(', ')};
                            default: ${operationNames[0]}
  --reset-url URL           the page where the password is set: for registration and recovery, optional for password-changed and new-sign-in
  --confirm-url URL         the page where the address is confirmed: for verification
  --sign-in-url URL         the page that signs the reader in: for sign-in
  --code CODE               a code instead of the link, or with it: 4 to 12 letters or digits
  --expires-at INSTANT      when the link and the code expire
  --invited-by NAME         who created the account for the reader: for registration
  --user-agent TEXT         the request's User-Agent header
  --client-hint 'NAME: TEXT'  one of its Sec-CH-UA* headers; can be repeated
  --ip ADDRESS              the IP address that made the request
  --location-country-code CODE  the location, instead of looking up the address: ISO 3166-1, two letters
  --location-city NAME      --location-time-zone ZONE    --location-accuracy-radius-km KM
  --locale TAGS             a language tag, several in order of preference, or an Accept-Language header
  --time-zone ZONE          the reader's IANA time zone

render and batch: the brand, instead of the config's
  --brand-name NAME         --brand-url URL              --brand-accent-color #RRGGBB
  --brand-support-url URL   --brand-support-email ADDRESS
  --brand-address TEXT      the postal address, up to four lines
  --brand-logo-src URL      --brand-logo-dark-src URL    --brand-logo-width PIXELS    --brand-logo-height PIXELS
  --brand-logo-alt TEXT

render: the output
  --format FORMAT           html (default), text or json
  --out FOLDER              write mail.html, mail.txt and mail.json there; with --format, only that file

batch reads one input per line, as JSON with the library's fields, and writes one line for each, in the same order: the email as JSON,
with "warnings" if values were ignored, or {"line":1,"error":{"field":…,"code":…,"message":…}}. After SIGINT or SIGTERM it stops reading,
finishes the lines it has begun, and exits. The same signal again ends it at once.

Exit status: 0 on success; 1 if batch could not render a line, or check found something; 2 if the command, its config, its input or its
output failed; 130 or 143 if SIGINT or SIGTERM stopped batch. Ignored values are reported on standard error.
`;

const COMMANDS = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(commandNames);

/**
 * Runs the command `welcome-email`.
 *
 * @param args - the arguments after the command's name
 * @returns the exit status: 0; 1 if a batch could not render a line, or a check found something; 2 if the arguments, the config or the input
 *   are invalid; 128 plus the signal's number if a signal stopped a batch
 */
export async function run(args: readonly string[], streams: Streams): Promise<number> {
  try {
    const { values: flags, positionals } = parseFlags(args);
    if (flags.help || flags.version) {
      streams.stdout.write(flags.help ? HELP : `${version}\n`);
      return 0;
    }
    const name = commandNames.find((name) => name === positionals.join(' '));
    if (name === undefined)
      throw new UsageError(`expected one command (${COMMANDS}) and its options (see --help)`);
    checkFlags(name, flags);
    if (name === 'preview') return await preview(flags, streams);
    const config = await loadConfig(findConfig(flags.config));
    return await { render, batch, check }[name](flags, config, streams);
  } catch (error) {
    const message = messageFor(error);
    if (message === undefined) throw error;
    streams.stderr.write(`welcome-email: ${message}\n`);
    return 2;
  }
}

/** Returns a line for errors that the user can fix, `undefined` for bugs. */
function messageFor(error: unknown): string | undefined {
  if (error instanceof WelcomeEmailInputError) {
    // `expiresAt: must be after \`time\`` → `--expires-at must be after --time`
    const { field, message } = error;
    return message
      .replace(`${field}: `, `${flagFor(field)} `)
      .replace(/`(\w+)`/g, (_, other: string) => flagFor(other));
  }
  if (error instanceof UsageError || error instanceof ConfigError || error instanceof LoadError)
    return error.message;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    // Prints only what looks like a flag, since it may end in a secret link.
    const [, flag = ''] = /'(--?[\w-]{1,40})'/.exec(error.message) ?? [];
    return `unknown option ${flag} (see --help)`;
  }
  // The messages of node:util have several lines.
  if (String(error.code).startsWith('ERR_PARSE_ARGS'))
    return error.message.split(/[\n.]/)[0]?.concat(' (see --help)');
  return undefined;
}
