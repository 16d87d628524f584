/** Locales for whose language Debian has no dictionary of hunspell's, or one that knows no inflected words. */
export const withoutDictionary = {
  az: 'none',
};

/** What the dictionaries do not know, and why it is right. @type {Readonly<Record<string, Readonly<Record<string, string>>>>} */
export const allowedWords = {};
