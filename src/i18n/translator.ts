import { createInstance } from 'i18next';
import type { Translate } from '../../emails/content.js';
import type { Operation, Words } from '../../emails/words.js';

/**
 * Makes an i18next instance for one locale and operation: mails rendered at the same time cannot change each other's language.
 *
 * It turns `subject` into the words of `subject_recovery`. They keep their `{{slots}}`, since they go into a template: no value of a
 * mail ever passes through i18next.
 */
export function createTranslate(locale: string, words: Words, operation: Operation): Translate {
  const translator = createInstance();
  void translator.init({
    initAsync: false,
    lng: locale,
    fallbackLng: false,
    ns: 'welcome',
    defaultNS: 'welcome',
    keySeparator: false,
    nsSeparator: false,
    resources: { [locale]: { welcome: words } },
  });
  return (key) => translator.t(key, { context: operation, skipInterpolation: true });
}
