import { WelcomeEmailInputError } from '../errors.js';
import { attempt } from '../untrusted/fields.js';
import type { MatchLocale } from './match.js';

/**
 * Checks the option `locales`.
 *
 * @param supported - the tags that it may have
 * @returns the tags, each once
 * @throws WelcomeEmailInputError if it is not a list of some of these tags
 */
export function checkLocales(locales: unknown, supported: readonly string[]): readonly string[] {
  const tags = [...new Set(readTags(locales))];
  if (tags.length === 0 || !tags.every((tag) => supported.includes(tag))) {
    const expected = `must be some of ${supported.join(', ')}`;
    throw new WelcomeEmailInputError('locales', 'unsupported-locale', expected);
  }
  return tags;
}

/**
 * Reads a list of language tags. Copies it, since a proxy may throw whenever it is read.
 *
 * @throws WelcomeEmailInputError if it is not a list of strings
 */
export function readTags(locales: unknown): string[] {
  const tags = attempt(() => (Array.isArray(locales) ? [...locales] : undefined));
  if (!tags?.every((tag) => typeof tag === 'string'))
    throw new WelcomeEmailInputError('locales', 'wrong-type', 'must be a list of language tags');
  return tags;
}

/** Whether a value is a language tag in canonical form (BCP 47): `pt-BR`, not `pt_BR` or `pt-br`. */
export function isCanonicalTag(tag: unknown): tag is string {
  return typeof tag === 'string' && attempt(() => Intl.getCanonicalLocales(tag)[0]) === tag;
}

/**
 * Checks the option `defaultLocale`. Without it, the default locale is the nearest to English, such as `en-GB`.
 *
 * @param offered - the locales to choose from
 * @throws WelcomeEmailInputError if it is not one of them, or if it is missing and none is English
 */
export function checkDefaultLocale(
  locale: unknown,
  offered: readonly string[],
  matchLocale: MatchLocale,
): string {
  const tag = locale === undefined ? matchLocale('en') : offered.find((tag) => tag === locale);
  if (tag !== undefined) return tag;
  const expected = `must be one of ${offered.join(', ')}`;
  throw locale === undefined
    ? new WelcomeEmailInputError(
        'defaultLocale',
        'missing',
        `is required, since English is not offered. It ${expected}`,
      )
    : new WelcomeEmailInputError('defaultLocale', 'unsupported-locale', expected);
}
