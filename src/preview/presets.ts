import type { OwnSlots } from '../../emails/content.js';
import { type Operation, operationNames, operations } from '../../emails/operations.js';
import type { Preset, PreviewInput } from './protocol.js';

/** Chrome on Windows, the most common platform. */
const CHROME_ON_WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

/** Typical User-Agent headers, by the platform that an email shows for them. */
export const userAgents: Readonly<Record<string, string>> = {
  'Chrome on Windows': CHROME_ON_WINDOWS,
  'Edge on Windows':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
  'Firefox on Windows': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Safari on Mac or iPad':
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
  'Chrome on macOS':
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Safari on iPhone':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
  'Chrome on Android':
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
  'Samsung Internet on Android':
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
  'Firefox on Linux': 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Chrome on ChromeOS':
    'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
};

/** Public IP addresses in several countries. The locator finds their locations. */
export const testAddresses: readonly string[] = [
  '139.18.1.1',
  '81.2.69.142',
  '2600:1f18::1',
  '133.11.93.1',
  '41.33.10.10',
  '31.13.84.36',
  '103.21.58.1',
  '143.107.1.1',
  '146.141.1.1',
  '8.8.8.8',
];

const TOKEN = 'Zk3vQ9yT2mX7bLr4';
const CODE = '402718';
const EXPIRES_AT = '2026-07-02T12:00:00Z';
const REQUIRED: PreviewInput = { name: 'Ada', time: '2026-07-01T12:00:00Z' };
const LOCATION = { countryCode: 'DE', city: 'Leipzig', timeZone: 'Europe/Berlin', accuracyRadiusKm: 5 };

/** The widest name that is shown in full. */
const LONG_NAME = 'W'.repeat(64);
const LONG_CITY = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch';

const linkPaths = { resetUrl: 'set-password', confirmUrl: 'confirm', signInUrl: 'sign-in' };

interface Situation {
  /** The IP address of the request, or its location. */
  readonly place: PreviewInput;
  /** Values for all slots that the template adds. */
  readonly values: PreviewInput;
}

interface PresetRow {
  readonly id: string;
  readonly name: string;
  readonly has: (operation: Operation) => boolean;
  readonly input: (operation: Operation, situation: Situation) => PreviewInput;
}

const rows: readonly PresetRow[] = [
  { id: 'typical', name: 'Typical', has: () => true, input: typical },
  {
    id: 'nothing-known',
    name: 'Nothing known',
    has: () => true,
    input: (operation) => ({ ...REQUIRED, ...(isRequest(operation) && link(operation)) }),
  },
  {
    id: 'code',
    name: 'Code instead of the link',
    has: isRequest,
    input: (operation, situation) => ({
      ...without(typical(operation, situation), operations[operation].link),
      code: CODE,
    }),
  },
  {
    id: 'link-and-code',
    name: 'Link and code',
    has: isRequest,
    input: (operation, situation) => ({ ...typical(operation, situation), code: CODE }),
  },
  {
    id: 'invited',
    name: 'Invited',
    has: (operation) => has(operation, 'invitedBy'),
    input: (operation, situation) => ({ ...typical(operation, situation), invitedBy: 'Grace Hopper' }),
  },
  {
    id: 'no-link',
    name: 'Without a link',
    has: (operation) => !isRequest(operation),
    input: (operation, situation) => without(typical(operation, situation), operations[operation].link),
  },
  {
    id: 'another-script',
    name: 'Name in another script',
    has: () => true,
    input: (operation, situation) => ({
      ...typical(operation, situation),
      name: 'ليلى',
      ...(has(operation, 'invitedBy') && { invitedBy: 'Ольга Петрова' }),
    }),
  },
  {
    id: 'long',
    name: 'Long names and link',
    has: () => true,
    input: (operation, situation) => ({
      ...without(typical(operation, situation), 'ip'),
      name: LONG_NAME,
      location: { ...LOCATION, countryCode: 'GB', city: LONG_CITY, timeZone: 'Europe/London' },
      ...link(operation, 2000),
      ...(has(operation, 'invitedBy') && { invitedBy: LONG_NAME }),
    }),
  },
];

/**
 * Lists the presets.
 *
 * @param ip - an address that the locator knows. Without it, the presets have a `location`.
 * @param slots - the slots that the template adds
 */
export function listPresets(ip: string | undefined, slots: OwnSlots): Preset[] {
  const situation = {
    place: ip === undefined ? { location: LOCATION } : { ip },
    values: valuesFor(slots),
  };
  return rows.map(({ id, name, has, input }) => {
    const own = operationNames.filter(has);
    const inputs = Object.fromEntries(own.map((operation) => [operation, input(operation, situation)]));
    return { id, name, operations: own, inputs };
  });
}

function typical(operation: Operation, { place, values }: Situation): PreviewInput {
  return {
    ...REQUIRED,
    ...link(operation),
    ...(has(operation, 'expiresAt') && { expiresAt: EXPIRES_AT }),
    userAgent: CHROME_ON_WINDOWS,
    ...place,
    ...values,
  };
}

/** Returns the link of an operation. Only the link of a request has a token. */
function link(operation: Operation, length = 0): PreviewInput {
  const field = operations[operation].link;
  const query = isRequest(operation) ? `?token=${TOKEN}` : '';
  const url = `https://app.example.com/${linkPaths[field]}${query}`;
  return { [field]: isRequest(operation) ? url.padEnd(length, TOKEN) : url };
}

function isRequest(operation: Operation): boolean {
  return operations[operation].kind === 'request';
}

function has(operation: Operation, field: string): boolean {
  return operations[operation].fields.some((own) => own === field);
}

function without(input: PreviewInput, field: string): PreviewInput {
  return Object.fromEntries(Object.entries(input).filter(([name]) => name !== field));
}

function valuesFor(slots: OwnSlots): PreviewInput {
  const values = Object.entries(slots).map(([slot, kind]) => [
    slot,
    kind === 'url' ? `https://app.example.com/${slot}` : slot,
  ]);
  return values.length === 0 ? {} : { values: Object.fromEntries(values) };
}
