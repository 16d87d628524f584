import { detailRows } from './_components/operation-details.js';
import {
  addressLines,
  type Content,
  isNotice,
  notYouSeparator,
  plainChoice,
  plainSection,
  plainText,
  plainValue,
  plainWords,
  type Slot,
} from './content.js';
import type { WordKey } from './words.js';

/**
 * The plaintext part: the same facts as `welcome.tsx`, in the same order. It is not derived from the HTML, since a converter could wrap
 * the link, join it with other text, or write headings in capitals.
 *
 * @example
 * const text = (content: Content<'plan'>) =>
 *   welcomeText(content) + plainSection(content, 'with', 'plan', `\n${plainValue(content, 'plan')}\n`);
 */
export function welcomeText(content: Content): string {
  const { t, value } = content;
  const text = (key: WordKey) => plainText(content, key);
  const paragraph = (lines: string) => `\n${lines}\n`;
  const ifKnown = (slot: Slot, part: string) => plainSection(content, 'with', slot, part);
  const row = (label: WordKey, slot: Slot) => `${detail(content, text(label), plainValue(content, slot))}\n`;

  const opening = [
    `${text('heading')}\n`,
    plainChoice(content, 'name', paragraph(text('greeting')), paragraph(text('greetingWithoutName'))),
    paragraph(text('intro')),
    plainText(content, 'note', (note) => (note === '' ? '' : paragraph(plainWords(content, note)))),
  ];
  const link = ifKnown('link', paragraph(`${text('linkIntro')}\n${value('link')}`));
  const keepSecret = plainChoice(
    content,
    'link',
    plainChoice(content, 'code', text('keepBothSecret'), text('keepLinkSecret')),
    text('keepCodeSecret'),
  );
  const secrets = [
    link,
    ifKnown('code', `\n${row('codeLabel', 'code')}`),
    paragraph(ifKnown('expiry', `${text('expiry')}\n`) + keepSecret),
  ];
  const facts = [
    paragraph(text('detailsHeading')),
    ...detailRows.map(({ label, slot }) => ifKnown(slot, row(label, slot))),
    paragraph(
      plainText(content, 'notYouHeading', (words) => plainWords(content, words) + notYouSeparator(t, words)) +
        plainChoice(content, 'link', text('notYou'), text('notYouWithoutLink')),
    ),
  ];
  const footer = [
    ifKnown('footer', '\n'),
    ifKnown('brandName', `${plainValue(content, 'brandName')}\n`),
    ifKnown('brandUrl', `${value('brandUrl')}\n`),
    ifKnown('supportUrl', `${withLink(content, 'help', 'supportUrl')}\n`),
    ifKnown('supportEmail', `${withLink(content, 'contact', 'supportEmail')}\n`),
    ...addressLines.map((slot) => ifKnown(slot, `${plainValue(content, slot)}\n`)),
  ];
  return [...opening, ...(isNotice(content) ? [...facts, link] : [...secrets, ...facts]), ...footer].join('');
}

function detail({ t }: Content, label: string, value: string): string {
  return t('detail').replace(/\{\{(label|value)\}\}/g, (_, slot) => (slot === 'label' ? label : value));
}

/**
 * In right-to-left text, the link is on its own line without isolates, since some mail programs make the closing isolate part of the link.
 */
function withLink(content: Content, key: WordKey, slot: Slot): string {
  if (content.dir === 'ltr') return plainText(content, key);
  const text = plainText(content, key, (words) =>
    plainWords(content, words.replace(`{{${slot}}}`, '').trimEnd()),
  );
  return `${text}\n${content.value(slot)}`;
}
