import { detailRows } from './_components/operation-details.js';
import {
  addressLines,
  type Content,
  doubtMark,
  isNotice,
  plainChoice,
  plainSection,
  plainValue,
  plainWords,
  type Slot,
} from './content.js';

/**
 * The plaintext part: the same facts as `welcome.tsx` in the same order. It is not derived from the HTML, so that the link is alone on
 * its line, and nothing is upper-cased or wrapped.
 *
 * @example
 * const text = (content: Content<'plan'>) =>
 *   welcomeText(content) + plainSection(content, 'with', 'plan', `\n${plainValue(content, 'plan')}\n`);
 */
export function welcomeText(content: Content): string {
  const { t, value } = content;
  const words = (text: string) => plainWords(content, text);
  const paragraph = (text: string) => `\n${text}\n`;
  const ifKnown = (slot: Slot, text: string) => plainSection(content, 'with', slot, text);
  const row = (label: string, slot: Slot) => `${detail(content, label, plainValue(content, slot))}\n`;

  const opening = [
    `${plainChoice(content, 'brandName', words(t('headingWithBrand')), t('heading'))}\n`,
    plainChoice(content, 'name', paragraph(words(t('greeting'))), paragraph(t('greetingWithoutName'))),
    paragraph(t('intro')),
  ];
  const link = ifKnown('link', paragraph(`${t('linkIntro')}\n${value('link')}`));
  const keepSecret = plainChoice(
    content,
    'link',
    plainChoice(content, 'code', t('keepBothSecret'), t('keepLinkSecret')),
    t('keepCodeSecret'),
  );
  const secrets = [
    link,
    ifKnown('code', `\n${row(t('codeLabel'), 'code')}`),
    paragraph(ifKnown('expiry', `${words(t('expiry'))}\n`) + keepSecret),
  ];
  const facts = [
    paragraph(t('detailsHeading')),
    ...detailRows.map(({ label, slot }) => ifKnown(slot, row(t(label), slot))),
    paragraph(
      t('notYouHeading') + doubtMark(t) + plainChoice(content, 'link', t('notYou'), t('notYouWithoutLink')),
    ),
  ];
  const footer = [
    ifKnown('footer', '\n'),
    ifKnown('brandName', `${plainValue(content, 'brandName')}\n`),
    ifKnown('brandUrl', `${value('brandUrl')}\n`),
    ifKnown('supportUrl', `${withLink(content, t('help'), 'supportUrl')}\n`),
    ifKnown('supportEmail', `${withLink(content, t('contact'), 'supportEmail')}\n`),
    ...addressLines.map((slot) => ifKnown(slot, `${plainValue(content, slot)}\n`)),
  ];
  return [...opening, ...(isNotice(content) ? [...facts, link] : [...secrets, ...facts]), ...footer].join('');
}

function detail({ t }: Content, label: string, value: string): string {
  return t('detail')
    .replace('{{label}}', () => label)
    .replace('{{value}}', () => value);
}

/** In right-to-left text, a link is alone on its line without isolates: some programs make the closing isolate part of the link. */
function withLink(content: Content, words: string, slot: Slot): string {
  if (content.dir === 'ltr') return plainWords(content, words);
  return `${words.replace(`{{${slot}}}`, '').trimEnd()}\n${content.value(slot)}`;
}
