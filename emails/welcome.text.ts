import { details } from './components/operation-details.js';
import { type Content, phrase, plainSection, plainWords, type Slot, slotDirection } from './content.js';

/**
 * The plaintext part: the same facts as `welcome.tsx` in the same order. It is written, not derived from the HTML, so
 * that the link stands alone on its line and nothing is upper-cased or wrapped.
 */
export function welcomeText(content: Content): string {
  const { t, value } = content;
  const words = (text: string) =>
    plainWords(content, text, (written, slot) => isolate(content, written, slot));
  const paragraph = (text: string) => `${text}\n\n`;
  const ifKnown = (slot: Slot, text: string) => plainSection(content, 'with', slot, text);
  const ifUnknown = (slot: Slot, text: string) => plainSection(content, 'without', slot, text);
  return [
    ifKnown(
      'brandName',
      `${isolate(content, value('brandName'), 'brandName')}\n${ifKnown('brandUrl', `${value('brandUrl')}\n`)}\n`,
    ),
    paragraph(t('heading')),
    ifKnown('name', paragraph(words(t('greeting')))),
    ifUnknown('name', paragraph(t('greetingWithoutName'))),
    paragraph(t('intro')),
    paragraph(`${t('linkIntro')}\n${value('resetUrl')}`),
    ifKnown('expiry', paragraph(words(t('expiry')))),
    `${t('detailsHeading')}\n`,
    ...details.map(({ label, slot }) =>
      ifKnown(slot, `${phrase(t('detail'), { label: t(label), value: value(slot) })}\n`),
    ),
    '\n',
    paragraph(`${t('notYouHeading')}\n${t('notYou')}`),
    ifKnown('supportUrl', paragraph(words(t('help')))),
    ifKnown('supportEmail', paragraph(words(t('contact')))),
    ifKnown('brandName', `${words(t('reasonWithBrand'))}\n`),
    ifUnknown('brandName', `${t('reason')}\n`),
  ].join('');
}

/**
 * In right-to-left text, what has another direction goes between U+2068 FIRST STRONG ISOLATE and U+2069 POP DIRECTIONAL
 * ISOLATE, so that it cannot reorder the words around it (Unicode UAX #9, 2.5). What is written left to right needs none.
 */
function isolate({ dir }: Content, text: string, slot: Slot): string {
  return dir === 'rtl' && slotDirection(slot, dir) !== dir ? `\u2068${text}\u2069` : text;
}
