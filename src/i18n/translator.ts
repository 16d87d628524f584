import { createInstance, type i18n } from 'i18next';
import type { Operation, Translate } from '../../emails/content.js';
import type { Languages, LocaleTag } from './locales.js';

/**
 * An i18next instance with the words of every locale. The language is an argument of each look-up and never set on the
 * instance, so that mails rendered at the same time cannot change each other's.
 */
export function createTranslator(languages: Languages): i18n {
  const translator = createInstance();
  void translator.init({
    initAsync: false,
    fallbackLng: false,
    ns: 'welcome',
    defaultNS: 'welcome',
    keySeparator: false,
    nsSeparator: false,
    resources: Object.fromEntries(
      Object.entries(languages).map(([tag, { words }]) => [tag, { welcome: words }]),
    ),
  });
  return translator;
}

/**
 * Fixes the locale and the operation: `subject` becomes the words of `subject_recovery`. They keep their `{{slots}}`, since
 * they go into a template: no value of a mail ever passes through i18next.
 */
export function translateFor(translator: i18n, locale: LocaleTag, operation: Operation): Translate {
  return (key) => translator.t(key, { lng: locale, context: operation, skipInterpolation: true });
}
