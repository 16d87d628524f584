import { detailRows } from '../../emails/_components/operation-details.js';
import { codeValues } from '../../emails/code.js';
import {
  addressLines,
  type Content,
  codePieces,
  isNotice,
  type MailSource,
  type OwnSlots,
  type Slot,
} from '../../emails/content.js';
import { type Operation, operations } from '../../emails/operations.js';
import { WelcomeEmailInputError } from '../errors.js';
import type { TemplateWarning } from './compiled-template.js';
import { type Place, placesIn, placesInAnyProgram } from './places.js';
import { fillTemplate, listValues, parseTemplate, type SlotValues, type Template } from './template.js';

type Part = 'html' | 'text';
type Parsed = Readonly<Record<Part, Template>>;
type Issue = Pick<TemplateWarning, 'code' | 'part' | 'slot'>;

/** Gmail clips HTML after 102 KB. This leaves 2 KB for the values. */
const MAX_BYTES = 100_000;

/** A code of the maximum length, so that it has a value for each slot of its groups. */
const CODE = codeValues('A1B2C3D4E5F6');
const codes: readonly string[] = ['code', ...codePieces];
const SECRETS: SlotValues = { ...CODE, link: '{{link}}' };

/**
 * Checks an email that a caller's template rendered, with markers for its values.
 *
 * @returns the problems that do not make the email unsafe to send
 * @throws WelcomeEmailInputError if the email would be unusable or unsafe
 */
export function checkMail(mail: MailSource, content: Content<string>, ownSlots: OwnSlots): Issue[] {
  const { operation, locale } = content;
  const fail = (part: Part, problem: string): never => {
    throw new WelcomeEmailInputError(part, 'invalid-value', `${operation} in ${locale} ${problem}`);
  };
  const parse = (part: Part): Template => {
    try {
      return parseTemplate(mail[part], Object.keys(ownSlots));
    } catch (error) {
      return fail(part, (error as Error).message);
    }
  };
  const template = { html: parse('html'), text: parse('text') };
  for (const place of placesInAnyProgram(mail.html)) {
    const slot = markersIn(place.value).find((slot) => !isAllowedIn(slot, place, ownSlots));
    if (slot !== undefined) fail('html', `must not have {{${slot}}} in ${nameOf(place)}`);
  }
  const beginning = placesIn(
    fillTemplate(template.html, listValues({ link: '{{link}}', code: '{{code}}', codeGroup1: '{{code}}' })),
  ).find(({ kind, value }) => /^(?:text|hidden)$/.test(kind) && value.trim() !== '');
  if (/\{\{(?:link|code)\}\}/.test(beginning?.value ?? ''))
    fail('html', 'must not begin with the link or the code: lists of emails show the beginning');

  if (!isNotice(content)) {
    for (const [part, slot] of notShown(template, ['link', 'code']))
      fail(part, `must show the ${slot}, even if nothing else is known`);
  }
  const known = isNotice(content) ? {} : SECRETS;
  return [
    ...notShown(template, factsOf(operation), known).map(
      ([part, slot]): Issue => ({ code: 'fact-not-shown', part, slot }),
    ),
    ...htmlIssues(mail.html, content),
  ];
}

/** Lists each slot that a part does not show if only this slot and those in `known` have values. */
function notShown(template: Parsed, slots: readonly string[], known: SlotValues = {}) {
  return slots.flatMap((slot) =>
    (['html', 'text'] as const)
      .filter((part) => !shows(template, part, slot, known))
      .map((part) => [part, slot] as const),
  );
}

function shows(template: Parsed, part: Part, slot: string, known: SlotValues): boolean {
  const values: SlotValues = slot === 'code' ? CODE : { [slot]: `{{${slot}}}` };
  const filled = fillTemplate(template[part], listValues({ ...known, ...values }));
  return (part === 'text' ? filled : shownIn(filled, slot === 'link' ? '@href' : 'text')).includes(
    values[slot] ?? '',
  );
}

/** Returns the values of all places of a kind, joined. */
function shownIn(html: string, kind: string): string {
  return placesIn(html)
    .filter((place) => place.kind === kind)
    .map(({ value }) => value)
    .join('');
}

/** Lists the slots of the facts that an operation can have. In a notice, the link is one of them. */
function factsOf(operation: Operation): string[] {
  const { kind, fields } = operations[operation];
  const has = (field: string) => fields.some((own) => own === field);
  return [
    ...detailRows.map(({ slot }) => slot).filter((slot) => slot !== 'invitedBy' || has(slot)),
    ...(has('expiresAt') ? ['expiry'] : []),
    ...(kind === 'notice' ? ['link'] : []),
  ];
}

function htmlIssues(html: string, { locale, dir }: Content<string>): Issue[] {
  const places = placesIn(html);
  const has = (kind: string, wanted: string) =>
    places.some((place) => place.kind === kind && place.value === wanted && BLOCK.test(place.element));
  const isTracked = places.some(
    (place) =>
      place.kind === '@href' &&
      place.value.includes('{{link}}') &&
      place.attributes.get('clicktracking') !== 'off',
  );
  const issues = {
    'no-lang': !has('@lang', locale),
    'no-dir': !has('@dir', dir),
    'tracked-link': isTracked,
    'too-large': new TextEncoder().encode(html).length > MAX_BYTES,
  };
  return (Object.keys(issues) as Array<keyof typeof issues>)
    .filter((code) => issues[code])
    .map((code) => ({ code, part: 'html' }));
}

/** Elements for whole texts. `lang` and `dir` on other elements may be for a single word. */
const BLOCK = /^(?:table|tbody|tr|td|th|div|section|center)$/;

function markersIn(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, slot = '']) => slot);
}

/** The kinds of places that contain text. */
const TEXT = /^(?:text|hidden|title|@alt|@title|@aria-label)$/;

const urls = new Set(['brandUrl', 'logoSrc', 'logoDarkSrc', 'supportUrl'] satisfies Slot[] as string[]);
/** Texts with isolated parts in right-to-left locales. In HTML, each of these is an element. */
const phrases = new Set(['expiry', 'platform', 'location', 'time'] satisfies Slot[] as string[]);
const texts = new Set([
  'name',
  'invitedBy',
  'brandName',
  'logoAlt',
  'supportUrlShown',
  'supportEmail',
  ...addressLines,
] satisfies Slot[] as string[]);

/**
 * Checks whether a slot may be used in a place:
 *
 * - The link and the code: not in titles and hidden text, which lists of emails show.
 * - Phrases: only where elements are allowed.
 * - Text and URLs: not where they would be read as something else, such as a style.
 * - All other slots are colors and sizes. They may be anywhere.
 */
function isAllowedIn(slot: string, { kind, value }: Place, ownSlots: OwnSlots): boolean {
  const marker = `{{${slot}}}`;
  if (codes.includes(slot)) return kind === 'text';
  if (phrases.has(slot)) return kind === 'text' || kind === 'hidden';
  if (slot === 'link') return kind === 'text' || (kind === '@href' && value === marker);
  if (urls.has(slot) || ownSlots[slot] === 'url')
    return TEXT.test(kind) || (/^@(?:href|src|background)$/.test(kind) && value.startsWith(marker));
  if (slot === 'supportEmail' && kind === '@href') return value.startsWith(`mailto:${marker}`);
  return TEXT.test(kind) || !(texts.has(slot) || Object.hasOwn(ownSlots, slot));
}

/** Describes a place in an error: `the style of <p>`. */
function nameOf({ kind, element }: Place): string {
  if (kind.startsWith('@')) return `the ${kind.slice(1)} of <${element}>`;
  if (kind === 'comment') return 'a comment';
  if (kind === 'tag') return `<${element}>, outside of quotes`;
  return kind === 'hidden' ? `a hidden <${element}>` : `<${element}>`;
}
