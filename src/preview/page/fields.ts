import type { Catalog, MailRequest, PreviewInput } from '../protocol.js';
import type { Resolved } from './choice.js';

/** A field of the input, as the form shows it. */
export interface Field {
  /** `brand.logo.src` */
  readonly path: string;
  readonly label: string;
  /** `instant`: a date and a time in UTC. `headers`: lines such as `Sec-CH-UA: "Brave";v="141"`. */
  readonly kind: 'text' | 'url' | 'email' | 'color' | 'number' | 'instant' | 'lines' | 'headers';
  /** Typical values by their names. */
  readonly choices?: Readonly<Record<string, string>>;
  /** Whether it is a time zone (IANA), of which the browser knows all. */
  readonly isTimeZone?: true;
}

export interface Section {
  readonly title: string;
  /** Whether it is open when the page is opened. */
  readonly open: boolean;
  readonly fields: readonly Field[];
}

/** The fields that only some operations have, beside the link. */
const operationFields: Readonly<Record<string, Omit<Field, 'path'>>> = {
  code: { label: 'Code', kind: 'text' },
  expiresAt: { label: 'Expiry, UTC', kind: 'instant' },
  invitedBy: { label: 'Invited by', kind: 'text' },
};

/** What a typed value replaces besides its own field: a preset's client hints would win over a User-Agent, and its location over an address. */
const replaces: Readonly<Record<string, string>> = { userAgent: 'clientHints', ip: 'location' };

/** Returns the form for an operation. */
export function sectionsFor(catalog: Catalog, { operation }: Resolved): readonly Section[] {
  const own = Object.entries(catalog.slots);
  return [
    {
      title: 'Message',
      open: true,
      fields: [
        { path: 'name', label: 'Name', kind: 'text' },
        { path: operation.link, label: 'Link', kind: 'url' },
        ...operation.fields.map(
          (path): Field => ({ path, ...(operationFields[path] ?? { label: path, kind: 'text' }) }),
        ),
      ],
    },
    {
      title: 'Your slots',
      open: true,
      fields: own.map(([slot, kind]) => ({ path: `values.${slot}`, label: slot, kind })),
    },
    {
      title: 'Request',
      open: true,
      fields: [
        { path: 'time', label: 'Time, UTC', kind: 'instant' },
        { path: 'timeZone', label: 'Time zone', kind: 'text', isTimeZone: true },
        { path: 'userAgent', label: 'User-Agent', kind: 'lines', choices: catalog.userAgents },
        { path: 'clientHints', label: 'Client hints', kind: 'headers' },
        { path: 'ip', label: 'IP address', kind: 'text', choices: catalog.addresses },
      ],
    },
    {
      title: 'Location',
      open: false,
      fields: [
        { path: 'location.countryCode', label: 'Country code', kind: 'text' },
        { path: 'location.city', label: 'City', kind: 'text' },
        { path: 'location.timeZone', label: 'Time zone', kind: 'text', isTimeZone: true },
        { path: 'location.accuracyRadiusKm', label: 'Accuracy, km', kind: 'number' },
      ],
    },
    {
      title: 'Brand',
      open: true,
      fields: [
        { path: 'brand.name', label: 'Name', kind: 'text' },
        { path: 'brand.accentColor', label: 'Accent color', kind: 'color' },
        { path: 'brand.url', label: 'Page', kind: 'url' },
        { path: 'brand.logo.src', label: 'Logo', kind: 'url' },
        { path: 'brand.logo.darkSrc', label: 'Logo in dark mode', kind: 'url' },
        { path: 'brand.logo.width', label: 'Width', kind: 'number' },
        { path: 'brand.logo.height', label: 'Height', kind: 'number' },
        { path: 'brand.logo.alt', label: "Logo's text", kind: 'text' },
        { path: 'brand.supportUrl', label: 'Help page', kind: 'url' },
        { path: 'brand.supportEmail', label: 'Help address', kind: 'email' },
        { path: 'brand.address', label: 'Postal address', kind: 'lines' },
      ],
    },
  ];
}

/** Returns the input for the renderer: the preset's, with what was typed. Static files have only the presets. */
export function requestFor(
  catalog: Catalog,
  resolved: Resolved,
  typed: Readonly<Record<string, string>>,
): MailRequest {
  const { operation, locale, preset } = resolved;
  const fields = sectionsFor(catalog, resolved)
    .flatMap(({ fields }) => fields)
    .filter(({ path }) => catalog.mode === 'live' && Object.hasOwn(typed, path));
  const replaced = new Set(fields.map(({ path }) => replaces[path]));
  const ofPreset = Object.entries(preset?.inputs[operation.name] ?? {});
  let input: PreviewInput = Object.fromEntries(ofPreset.filter(([name]) => !replaced.has(name)));
  // An input's brand replaces the config's as a whole, even if all of it was deleted.
  const hasOwnBrand = fields.some(({ path }) => path.startsWith('brand.'));
  if (hasOwnBrand) input = { ...input, brand: brandOf(catalog, input) };
  for (const field of fields)
    input = withValue(input, field.path.split('.'), parse(field, typed[field.path] ?? ''));
  return {
    ...(hasOwnBrand && { brand: {} }),
    ...input,
    operation: operation.name,
    locale: locale.tag,
  };
}

/** Returns the text that the form shows in a field. */
export function textOf(catalog: Catalog, input: PreviewInput, { path, kind }: Field): string {
  let value: unknown = { ...input, brand: brandOf(catalog, input) };
  for (const key of path.split('.')) value = asRecord(value)[key];
  if (value === undefined || value === null) return '';
  if (kind === 'headers') return writeHeaders(asRecord(value));
  if (kind !== 'instant') return String(value);
  const date = new Date(value as string | number);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 19);
}

/** The brand of an input's mail: its own, or the config's. */
export function brandOf(catalog: Catalog, input: PreviewInput): Readonly<Record<string, unknown>> {
  return asRecord(input['brand'] ?? catalog.brand);
}

function parse({ kind }: Field, text: string): unknown {
  if (text === '') return undefined;
  if (kind === 'number') return Number(text);
  if (kind === 'headers') return readHeaders(text);
  return kind === 'instant' ? `${text}Z` : text;
}

/** Reads pasted header lines. If one is not a header, returns the text, about which the renderer warns. */
function readHeaders(text: string): Readonly<Record<string, string>> | string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const headers = lines.flatMap((line) => {
    const [, name, value] = /^\s*([\w-]+)\s*:(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value.trim()] as const];
  });
  return headers.length < lines.length ? text : Object.fromEntries(headers);
}

function writeHeaders(headers: Readonly<Record<string, unknown>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

/** Returns a copy with another value at a path. Without a value, the field goes, and what held nothing else. */
function withValue(
  record: Readonly<Record<string, unknown>>,
  [key = '', ...rest]: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const { [key]: old, ...others } = record;
  if (rest.length === 0) return value === undefined ? others : { ...others, [key]: value };
  const inner = withValue(asRecord(old), rest, value);
  return Object.keys(inner).length === 0 ? others : { ...others, [key]: inner };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
