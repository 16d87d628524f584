/** The words that only this design has. */
const words: Readonly<Record<string, { readonly plan: string; readonly guide: string }>> = {
  en: { plan: 'Your plan', guide: 'Read the first steps' },
  de: { plan: 'Ihr Tarif', guide: 'Die ersten Schritte lesen' },
  ar: { plan: 'باقتك', guide: 'اقرأ الخطوات الأولى' },
};

export const locales = Object.keys(words);

export function wordsOf(locale: string) {
  const own = words[locale];
  if (own === undefined) throw new Error(`words.ts has no words for ${locale}`);
  return own;
}
