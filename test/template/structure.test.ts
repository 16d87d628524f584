import { expect, test } from 'vitest';
import { operationNames } from '../../emails/operations.js';
import { splitIntoBlocks, takeApart } from '../../scripts/structures.js';
import { shippedLocales } from '../../src/i18n/locales.js';
import { compileMail } from '../../src/template/compile.js';
import { assembleMail } from '../../src/template/structure.js';
import { languageOf } from '../support/languages.js';

const blocks = new Set<string>();

test.each(shippedLocales)(
  'a mail is the same after it was taken apart and put together: %s',
  async (locale) => {
    const language = languageOf(locale);
    for (const operation of operationNames) {
      const mail = await compileMail(locale, language, operation);
      const { structure, ownTexts } = takeApart(mail, locale, language, operation);
      expect(assembleMail(structure, ownTexts, locale, language, operation)).toEqual(mail);
      const parts = splitIntoBlocks(structure);
      expect(parts.join('')).toBe(structure);
      for (const block of parts) blocks.add(block);
      // What remains of the language are the marks around values.
      expect(ownTexts.join('').length).toBeLessThan(250);
    }
  },
);

test('the languages share most of their structure', () => {
  expect([...blocks].join('').length).toBeLessThan(150_000);
});

test('words that look like references, or that are equal, are put back as they were', () => {
  const language = {
    ...languageOf('en'),
    heading_recovery: 'Same',
    subject_recovery: 'Same',
    intro_recovery: '$& $1 <b> & "',
  };
  const mail = {
    subject: 'Same',
    html: '<p>$&amp; $1 &lt;b&gt; &amp; &quot;</p>',
    text: 'Same\n$& $1 <b> & "',
  };
  const { structure, ownTexts } = takeApart(mail, 'en', language, 'recovery');
  expect(structure).not.toContain('Same');
  expect(assembleMail(structure, ownTexts, 'en', language, 'recovery')).toEqual(mail);
});
