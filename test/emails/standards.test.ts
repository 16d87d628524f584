import { caniemail, rawData } from 'caniemail';
import { describe, expect, test } from 'vitest';
import { type Operation, operationNames } from '../../emails/operations.js';
import { shippedLocales } from '../../src/i18n/locales.js';
import { createWelcomeEmailRenderer } from '../../src/index.js';
import { findingsIn } from '../support/html-validator.js';
import { BRAND, everythingFor, requiredFor } from '../support/inputs.js';
import { unsupported } from './unsupported.js';

const renderer = createWelcomeEmailRenderer();

/** The operations of a kind have the same elements, and so have the languages of a direction (test/i18n/locales.test.ts). */
const operationsIn = (locale: string): readonly Operation[] =>
  ['en', 'ar'].includes(locale) ? operationNames : ['registration', 'new-sign-in'];

describe('HTML', () => {
  test.each(shippedLocales)('is valid in every state: %s', async (locale) => {
    for (const operation of operationsIn(locale)) {
      for (const input of [{ ...everythingFor(operation), brand: BRAND }, requiredFor(operation)]) {
        const { html } = await renderer.render({ ...input, locale });
        expect(await findingsIn(html), operation).toEqual([]);
      }
    }
  });
});

describe('support by Gmail, Outlook, Apple Mail, Yahoo, Samsung Email and Thunderbird, by caniemail.com', () => {
  const families = ['gmail', 'outlook', 'apple-mail', 'yahoo', 'samsung-email', 'thunderbird'] as const;
  // Its own verdict throws where a client was not tested, and leaves outlook.com out. So it is asked only which features are used, by
  // data in which one client supports none; the verdict is taken from the data as they are.
  const data = structuredClone(rawData.data);
  for (const feature of rawData.data)
    feature.stats = { gmail: { ios: { '1': 'n' } } } as unknown as typeof feature.stats;

  /** Features that it does not look for. */
  const lookedForHere: Record<string, RegExp> = {
    '@media (prefers-color-scheme)': /@media \(prefers-color-scheme/,
    'color-scheme meta tag': /<meta name="color-scheme"/,
    'min-width property': /"min-width:/,
    'rgba()': /rgba\(/,
    'linear-gradient()': /linear-gradient\(/,
  };

  /** The titles of the features that a mail uses. */
  function featuresOf(html: string): string[] {
    // It does not look into media queries, so their rules are laid bare as well.
    const sheet = /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? '';
    const rules = sheet.replace(/@media [^{]*\{((?:[^{}]*\{[^{}]*\})*)\}/g, '$1');
    const found = [{ html }, { css: rules }].flatMap((part) =>
      [...caniemail({ clients: ['gmail.ios'], ...part }).issues.errors.values()].flat(),
    );
    const ours = Object.entries(lookedForHere).filter(([, pattern]) => pattern.test(html));
    // It takes line-height for height, too: a property counts if it stands there by its whole name.
    const isReally = (title: string) => {
      const property = title.replace(/ (?:shorthand|property)$/, '');
      return !/^[a-z-]+$/.test(property) || new RegExp(`[";{]${property}:`).test(html);
    };
    return [
      ...new Set([...found.map(({ title }) => title).filter(isReally), ...ours.map(([title]) => title)]),
    ];
  }

  /** The clients whose newest tested version does not support a feature, or only in part. */
  function withoutSupport(title: string): string[] {
    const stats = (data.find((feature) => feature.title === title)?.stats ?? {}) as Record<
      string,
      Record<string, Record<string, string>>
    >;
    return families.flatMap((family) =>
      Object.entries(stats[family] ?? {})
        .filter(([, versions]) => /^[na]/.test(Object.values(versions).at(-1) ?? ''))
        .map(([platform]) => `${family}.${platform}`),
    );
  }

  test('every feature that one of them lacks has a fallback, and every fallback is for such a feature', async () => {
    const used = new Set<string>();
    for (const locale of ['en', 'ar', 'ja']) {
      for (const operation of operationNames) {
        const { html } = await renderer.render({ ...everythingFor(operation), brand: BRAND, locale });
        for (const title of featuresOf(html)) used.add(title);
      }
    }
    expect(used.size).toBeGreaterThan(40);
    const lacking = Object.fromEntries([...used].map((title) => [title, withoutSupport(title)]));
    const listed = Object.keys(lacking).filter((title) => lacking[title]?.length);
    expect(listed.sort(), JSON.stringify(lacking, null, 1)).toEqual(Object.keys(unsupported).sort());
  });
});
