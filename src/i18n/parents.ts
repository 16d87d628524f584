import { supplemental } from 'cldr-core/supplemental/parentLocales.json';

/** The parents that are not the beginning of the tag: `es-419` of `es-MX`, and `en-001` of `en-GB`. */
const explicitParents: Readonly<Record<string, string>> = supplemental.parentLocales.parentLocale;

/**
 * Lists the parents of a language tag in CLDR, the nearest first: `es-419` and `es` for `es-MX`. A parent in another language or script is
 * not listed: `zh-Hant`, but not `zh`, for `zh-TW`.
 */
export function parentsOf(tag: string): string[] {
  const { language, script } = new Intl.Locale(tag).maximize();
  const isUsualScript = script === new Intl.Locale(language).maximize().script;
  // CLDR's tags have a script only if it is not the usual one of the language.
  const { baseName } = new Intl.Locale(tag, script && !isUsualScript ? { script } : {});
  const parents: string[] = [];
  for (
    let next: string | undefined = baseName;
    next !== undefined && haveSameScript(next, tag);
    next = parentOf(next)
  )
    parents.push(next);
  return parents.filter((parent) => parent !== tag);
}

function parentOf(tag: string): string | undefined {
  if (Object.hasOwn(explicitParents, tag)) return explicitParents[tag];
  const end = tag.lastIndexOf('-');
  return end === -1 ? undefined : tag.slice(0, end);
}

/** Checks whether two tags have the same language in the same script. */
export function haveSameScript(tag: string, other: string): boolean {
  const [one, two] = [tag, other].map((tag) => new Intl.Locale(tag).maximize());
  return one?.language === two?.language && one?.script === two?.script;
}
