import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Brand } from '../input/brand.js';
import type { WelcomeEmailInput } from '../input/input.js';

/** The command line is invalid. The message says how. */
export class UsageError extends Error {}

const text = { type: 'string' } as const;

const options = {
  name: text,
  time: text,
  operation: text,
  'reset-url': text,
  'confirm-url': text,
  'sign-in-url': text,
  code: text,
  'invited-by': text,
  'expires-at': text,
  'user-agent': text,
  'client-hint': { type: 'string', multiple: true },
  ip: text,
  'location-country-code': text,
  'location-city': text,
  'location-time-zone': text,
  'location-accuracy-radius-km': text,
  locale: text,
  'time-zone': text,
  'brand-name': text,
  'brand-url': text,
  'brand-accent-color': text,
  'brand-support-url': text,
  'brand-support-email': text,
  'brand-address': text,
  'brand-logo-src': text,
  'brand-logo-dark-src': text,
  'brand-logo-width': text,
  'brand-logo-height': text,
  'brand-logo-alt': text,
  format: text,
  out: text,
  config: text,
  port: text,
  open: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

/** The flags of a command line, by name. */
export type Flags = ReturnType<typeof parseFlags>['values'];

/** @throws an error of `node:util` for unknown flags and missing values */
export function parseFlags(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true });
}

/** Which flags each command has. */
const flagsOf = {
  render: /^(?!(?:port|open)$)/,
  batch: /^(?:brand-.+|config)$/,
  preview: /^(?:config|port|open|out)$/,
  check: /^(?:config|format)$/,
};

type CommandName = keyof typeof flagsOf;

/** The names of the commands. */
export const commandNames = Object.keys(flagsOf) as CommandName[];

/** @throws UsageError for a flag that the command does not have */
export function checkFlags(command: CommandName, flags: Flags): void {
  const other = Object.keys(flags).find((flag) => !flagsOf[command].test(flag));
  if (other !== undefined) throw new UsageError(`--${other} is not an option of ${command} (see --help)`);
}

/** Converts flags to an input. The renderer checks it. */
export function inputFrom(flags: Flags): WelcomeEmailInput {
  return {
    name: flags.name,
    resetUrl: flags['reset-url'],
    confirmUrl: flags['confirm-url'],
    signInUrl: flags['sign-in-url'],
    code: flags.code,
    invitedBy: flags['invited-by'],
    time: instantFrom(flags.time),
    operation: flags.operation,
    expiresAt: instantFrom(flags['expires-at']),
    userAgent: flags['user-agent'],
    clientHints: clientHintsFrom(flags['client-hint']),
    ip: flags.ip,
    location: locationFrom(flags),
    locale: flags.locale,
    timeZone: flags['time-zone'],
    brand: brandFrom(flags),
  } as WelcomeEmailInput;
}

function instantFrom(flag: string | undefined): string | number | undefined {
  return flag !== undefined && /^\d+$/.test(flag) ? Number(flag) : flag;
}

function clientHintsFrom(flags: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    flags.map((flag) => {
      const [, name, value] = /^\s*([\w-]+)\s*:(.*)$/s.exec(flag) ?? [];
      if (name === undefined || value === undefined)
        throw new UsageError('--client-hint must be a header, such as \'Sec-CH-UA-Platform: "macOS"\'');
      return [name, value.trim()];
    }),
  );
}

/** Returns `undefined` if no part is given. */
function given<T extends object>(parts: T): T | undefined {
  return Object.values(parts).some((part) => part !== undefined) ? parts : undefined;
}

/** `Number` would convert a blank flag to 0. */
function numberFrom(flag: string | undefined): number | undefined {
  return flag === undefined ? undefined : Number(flag.trim() || Number.NaN);
}

function locationFrom(flags: Flags): object | undefined {
  return given({
    countryCode: flags['location-country-code'],
    city: flags['location-city'],
    timeZone: flags['location-time-zone'],
    accuracyRadiusKm: numberFrom(flags['location-accuracy-radius-km']),
  });
}

/** Converts flags to a brand. The renderer checks it. */
export function brandFrom(flags: Flags): Brand | undefined {
  return given({
    name: flags['brand-name'],
    url: flags['brand-url'],
    accentColor: flags['brand-accent-color'],
    supportUrl: flags['brand-support-url'],
    supportEmail: flags['brand-support-email'],
    address: flags['brand-address'],
    logo: given({
      src: flags['brand-logo-src'],
      darkSrc: flags['brand-logo-dark-src'],
      width: numberFrom(flags['brand-logo-width']),
      height: numberFrom(flags['brand-logo-height']),
      alt: flags['brand-logo-alt'],
    }),
  }) as Brand | undefined;
}

/** Converts a field's path to a flag: `brand.logo.src` to `--brand-logo-src`. */
export function flagFor(field: string): string {
  return `--${field.replaceAll('.', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
