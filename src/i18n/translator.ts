import { createInstance } from 'i18next';
import type { Translate } from '../../emails/content.js';
import type { Operation } from '../../emails/operations.js';
import type { Words } from '../../emails/words.js';

/**
 * Creates an i18next instance for one locale and operation, so that concurrent mails cannot change each other's language.
 *
 * For `recovery`, the key `subject` returns the words of `subject_recovery`. A key with `WithBrand` or `WithoutLink` that has no words of
 * its own returns those of the key without it. A key without any words returns an empty string. The words keep their `{{slots}}`, since
 * they become part of a template. i18next never receives a mail's values.
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
  return (key) => {
    const plain = key.replace(/WithBrand$/, '');
    const keys = [plain, plain.replace(/WithoutLink$/, '')];
    return translator.t(key === plain ? keys : keys.flatMap((plain) => [`${plain}WithBrand`, plain]), {
      context: operation,
      skipInterpolation: true,
      defaultValue: '',
    });
  };
}
