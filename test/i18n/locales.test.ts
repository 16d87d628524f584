import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { describe, expect, test } from 'vitest';
import { type Operation, operationNames } from '../../emails/operations.js';
import { lengthLimits } from '../../src/cli/findings.js';
import { describeTime } from '../../src/facts/time.js';
import { checkLocaleFile, missingKeys } from '../../src/i18n/locale-file.js';
import { shippedLocales } from '../../src/i18n/locales.js';
import { createWelcomeEmailRenderer } from '../../src/index.js';
import { BRAND, everythingFor } from '../support/inputs.js';
import { languageOf } from '../support/languages.js';
import { withoutIsolates } from '../support/visible-text.js';
import { dateDeviations } from './date-deviations.js';

const renderer = createWelcomeEmailRenderer({
  brand: { ...BRAND, name: 'Nordlicht8' },
  locate: () => ({ countryCode: 'DE', city: 'Dresden', accuracyRadiusKm: 5 }),
});
const mailIn = (locale: string, operation: Operation) =>
  renderer.render({ ...everythingFor(operation), locale });

/** What is the same words in both languages. */
const sameInEnglish: Readonly<Record<string, readonly string[]>> = {
  mt: ['greeting', 'greetingWithoutName'],
  nl: ['contact'],
  ro: ['contact'],
};

/** The elements with their attributes, without what differs by language. */
function treeOf(html: string): string[] {
  const lines: string[] = [];
  const visit = (node: Tree.Node, depth: number) => {
    const { tagName, attrs = [], childNodes = [] } = node as Tree.Element;
    // A greeting may have no name, isolates stand in right-to-left locales alone, and some scripts hold the end of a heading together.
    const isOwn =
      tagName === 'span' && attrs.length === 1 && /^(?:auto|white-space:nowrap)$/.test(attrs[0]?.value ?? '');
    if (tagName && !isOwn) {
      const attributes = attrs
        .filter(({ name }) => !['lang', 'dir', 'align'].includes(name))
        .map(
          ({ name, value }) =>
            `${name}=${value.replace(/(?:font-family|line-height|letter-spacing|word-break|line-break):[^;]*;?/g, '')}`,
        );
      lines.push(`${' '.repeat(depth)}${tagName} ${attributes.join(' ')}`);
    }
    for (const child of childNodes) visit(child, depth + 1);
  };
  visit(parse(html), 0);
  return lines;
}

describe.each(shippedLocales)('%s', (tag) => {
  const file = languageOf(tag);

  test('is one that a caller could bring: all keys, the placeholders of English, a pattern that tells all times apart', () => {
    expect(checkLocaleFile(tag, file)).toEqual(file);
    expect(missingKeys(file)).toEqual([]);
    const notInAll = ['numerals', 'calendar', 'dayPeriods'];
    const keys = (of: object) => Object.keys(of).filter((key) => !notInAll.includes(key));
    expect(keys(file)).toEqual(keys(languageOf('en')));
    const hasNoon = /a/.test(file.dateTime.replace(/'[^']*'/g, ''));
    expect(file.dayPeriods !== undefined, 'dayPeriods stand where the pattern has an a, and only there').toBe(
      hasNoon,
    );
  });

  test("has no brand's name where English has none, since a mail without a brand has the same words", () => {
    const named = (words: object) =>
      Object.keys(words).filter((key) => /\{\{brandName/.test(Object(words)[key]));
    expect(named(file).filter((key) => !key.includes('WithBrand'))).toEqual([]);
  });

  test('has the direction, digits and calendar of CLDR', () => {
    const intl = new Intl.Locale(tag) as Intl.Locale & { textInfo?: object; getTextInfo?: () => object };
    expect(intl.getTextInfo?.() ?? intl.textInfo).toEqual({ direction: file.dir });
    expect(file.numerals ?? 'latn').toBe(new Intl.NumberFormat(tag).resolvedOptions().numberingSystem);
    expect(file.calendar ?? 'gregory').toBe(new Intl.DateTimeFormat(tag).resolvedOptions().calendar);
  });

  // Node 20's first releases still have CLDR 47, whose dates differ.
  test.runIf(process.versions['cldr']?.startsWith('48'))(
    "has CLDR's dates in all months, at four times of the day, or a reason",
    () => {
      const intl = new Intl.DateTimeFormat(tag, {
        timeZone: 'UTC',
        dateStyle: 'long',
        timeStyle: 'short',
      });
      for (let month = 0; month < 12; month++) {
        for (const [day, hour] of [
          [1, 0],
          [9, 2],
          [15, 12],
          [28, 21],
        ] as const) {
          const instant = Date.UTC(2026, month, day, hour, 5);
          const expected = (dateDeviations[tag] ?? []).reduce(
            (text, { intl, ours }) => text.replace(intl, ours as string),
            spaced(intl.format(instant)),
          );
          const said = describeTime(instant, 'UTC', { ...file, timeWithOffset: '{{time}}' });
          expect(withoutIsolates(spaced(said))).toBe(expected);
        }
      }
    },
  );

  test('has words of a length that fits', () => {
    for (const operation of operationNames) {
      expect(file[`heading_${operation}`].length).toBeLessThan(lengthLimits.heading);
      expect(file[`action_${operation}`].length).toBeLessThan(lengthLimits.button);
    }
  });

  test.runIf(!tag.startsWith('en'))('leaves no English over', () => {
    const isEnglish = ([key, words]: [string, unknown]) =>
      typeof words === 'string' &&
      key !== 'dir' &&
      !sameInEnglish[tag]?.includes(key) &&
      ((words === Object(languageOf('en'))[key] && /\p{L}/u.test(words.replace(/\{\{\w+\}\}/g, ''))) ||
        /\b(?:the|you|your|this|link valid|welcome to|approximate)\b/i.test(words));
    expect(Object.entries(file).filter(isEnglish)).toEqual([]);
  });

  test.each(operationNames)('fits its subject into a list: %s', async (operation) => {
    const { subject } = await mailIn(tag, operation);
    expect(subject.length).toBeLessThan(lengthLimits.subject);
  });

  test.each(operationNames)(
    'has the HTML of English, but for text, direction and fonts: %s',
    async (operation) => {
      const english = treeOf((await mailIn('en', operation)).html);
      expect(english.length).toBeGreaterThan(40);
      expect(treeOf((await mailIn(tag, operation)).html)).toEqual(english);
    },
  );

  if (file.dir === 'rtl') {
    test('has the brand at the end of its subjects, in brackets, begins no heading with it, and ends help and contact with their link', () => {
      for (const [key, words] of Object.entries(file)) {
        if (key.startsWith('subject')) expect(words, key).toMatch(/^[^{]*(?: \(\{\{brandName\}\}\))?$/);
        if (key.startsWith('heading')) expect(words, key).not.toMatch(/^\{/);
      }
      expect(file.help).toMatch(/\{\{supportUrl\}\}$/);
      expect(file.contact).toMatch(/\{\{supportEmail\}\}$/);
    });
  }
});

/** No-break spaces are each language's own affair. */
function spaced(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

test('a date differs from CLDR only where it is said why', () => {
  for (const [tag, deviations] of Object.entries(dateDeviations)) {
    expect(shippedLocales).toContain(tag);
    for (const { reason } of deviations) expect(reason, tag).toMatch(/\w{3}/);
  }
});

test('a registration never speaks of a reset', () => {
  for (const [key, words] of Object.entries(languageOf('en'))) {
    if (key.endsWith('_registration')) expect(words).not.toMatch(/reset/i);
  }
});
