import { type Content, plainSection, plainValue, welcomeText } from 'welcome-email/template';
import type { slots } from './email.js';
import { wordsOf } from './words.js';

/** The plaintext part of welcome-email, and what only this design shows. A link is alone on its line. */
export function acmeText(content: Content<keyof typeof slots>): string {
  const words = wordsOf(content.locale);
  return (
    welcomeText(content) +
    plainSection(content, 'with', 'plan', `\n${words.plan}: ${plainValue(content, 'plan')}\n`) +
    plainSection(content, 'with', 'guide', `\n${words.guide}\n${content.value('guide')}\n`)
  );
}
