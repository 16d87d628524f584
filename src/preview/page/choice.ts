import { operations } from '../../../emails/operations.js';
import type { Catalog, LocaleChoice, OperationChoice, Preset } from '../protocol.js';

/** The possible values of some parts of a choice. The first one is the default. */
const values = {
  view: ['mail', 'locales', 'operations'],
  tab: ['html', 'text', 'source', 'headers'],
  width: ['phone', 'desktop'],
  scheme: ['both', 'light', 'dark'],
} as const;

type Values = { readonly [Part in keyof typeof values]: (typeof values)[Part][number] };

/** What is chosen and typed on the page. The fragment of the page's address has all of it except for the link and the code. */
export interface Choice extends Values {
  /** As in the address, so the catalog may not have it. {@link resolve} finds what is shown. */
  readonly operation: string;
  readonly locale: string;
  readonly preset: string;
  /** What was typed, by the field's path: `brand.name`. An empty string removes the field. */
  readonly typed: Readonly<Record<string, string>>;
}

/** The catalog's entries for a choice. */
export interface Resolved {
  readonly operation: OperationChoice;
  readonly locale: LocaleChoice;
  readonly preset: Preset | undefined;
}

export type Action =
  | { readonly type: 'choose'; readonly parts: Partial<Omit<Choice, 'typed'>> }
  | { readonly type: 'type'; readonly path: string; readonly value: string }
  /** Undoes everything that was typed. */
  | { readonly type: 'undo' }
  /** The address has changed: by a link, or by going back. */
  | { readonly type: 'restore'; readonly fragment: string };

/** The fields that are never in the address. */
const secrets = new Set<string>(['code', ...Object.values(operations).map(({ link }) => link)]);

/** Reads the address's fragment. It is not trusted: unknown values are omitted. */
export function readFragment(fragment: string): Choice {
  const {
    operation = '',
    locale = '',
    preset = '',
    ...others
  } = Object.fromEntries(new URLSearchParams(fragment.replace(/^#/, '')));
  const oneOf = <Value extends string>(values: readonly [Value, ...Value[]], wanted?: string): Value =>
    values.find((value) => value === wanted) ?? values[0];
  return {
    operation,
    locale,
    preset,
    view: oneOf(values.view, others['view']),
    tab: oneOf(values.tab, others['tab']),
    width: oneOf(values.width, others['width']),
    scheme: oneOf(values.scheme, others['scheme']),
    typed: filterKeys(others, (name) => !secrets.has(name) && !(name in values)),
  };
}

/** Returns the fragment for a choice, without the defaults, the link and the code. */
export function writeFragment({ typed, ...parts }: Choice): string {
  const named = Object.entries(parts).filter(
    ([name, value]) => value !== (values[name as keyof Values]?.[0] ?? ''),
  );
  return new URLSearchParams([
    ...named,
    ...Object.entries(filterKeys(typed, (path) => !secrets.has(path))),
  ]).toString();
}

/** Returns the address of a choice on this page. */
export function linkTo(choice: Choice): string {
  return `#${writeFragment(choice)}`;
}

/** Returns whether two choices differ in more than what was typed. */
export function isAnotherPlace(one: Choice, other: Choice): boolean {
  return writeFragment({ ...one, typed: {} }) !== writeFragment({ ...other, typed: {} });
}

/** Finds the catalog's entries for a choice. If it lacks one, returns its first entry instead, or English for a language. */
export function resolve(catalog: Catalog, { operation, locale, preset }: Choice): Resolved | undefined {
  const found = catalog.operations.find(({ name }) => name === operation) ?? catalog.operations[0];
  const language = ['en', locale].reduce(
    (other, wanted) => catalog.locales.find(({ tag }) => tag === wanted) ?? other,
    catalog.locales[0],
  );
  if (!found || !language) return undefined;
  const presets = presetsOf(catalog, found);
  return {
    operation: found,
    locale: language,
    preset: presets.find(({ id }) => id === preset) ?? presets[0],
  };
}

/** Returns the presets that an operation has. */
export function presetsOf(catalog: Catalog, { name }: OperationChoice): readonly Preset[] {
  return catalog.presets.filter(({ operations }) => operations.includes(name));
}

export function reduce(choice: Choice, action: Action): Choice {
  switch (action.type) {
    case 'choose':
      // Another preset replaces all typed values except for those of the brand.
      return {
        ...choice,
        ...action.parts,
        ...(action.parts.preset !== undefined && {
          typed: filterKeys(choice.typed, (path) => path.startsWith('brand.')),
        }),
      };
    case 'type':
      return { ...choice, typed: { ...choice.typed, [action.path]: action.value } };
    case 'undo':
      return { ...choice, typed: {} };
    case 'restore': {
      const restored = readFragment(action.fragment);
      return {
        ...restored,
        typed: { ...restored.typed, ...filterKeys(choice.typed, (path) => secrets.has(path)) },
      };
    }
  }
}

function filterKeys(
  record: Readonly<Record<string, string>>,
  isWanted: (key: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => isWanted(key)));
}
