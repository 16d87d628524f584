/** The locales that are not checked: Debian has no hunspell dictionary for them, or one that lacks ordinary words of this mail. */
export const withoutDictionary: Readonly<Record<string, string>> = {
  az: 'none',
  fa: 'knows few words of today: not “for”, “one” or “is” in the letters of Persian keyboards',
  fi: 'none: Finnish has a program of its own, Voikko',
  hy: 'knows no inflected words',
  ja: 'none',
  ka: 'none',
  kk: 'knows few inflected words',
  ms: 'none',
  mt: 'none',
  ur: 'none',
  'zh-CN': 'none',
  'zh-TW': 'none',
};

/** The words that the dictionaries do not know, and why they are right. */
export const allowedWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bg: { имейл: 'newer than the dictionary; the word of the dictionary of the Academy (2012)' },
  bn: {
    সময়: 'the dictionary has its last letter as one character, which Unicode composes to two',
    আগস্ট: 'August, as CLDR spells it',
    AM: 'a day period, as CLDR has it',
    PM: 'the same',
  },
  da: { kl: '“kl.”, before a time' },
  el: {
    πρόσβασής: 'two accents: before an enclitic (κωδικός πρόσβασής σας)',
    περιήγησής: 'the same',
    email: 'the word of products in Greece',
  },
  et: {
    ärge: 'do not: a form of a defective verb',
    brauserisse: 'into the browser: a loan word, inflected by rule',
  },
  eu: { ko: 'an ending, behind the brackets that CLDR has in “2026(e)ko”' },
  he: {
    סיסמה: 'full spelling, without vowel points, as in all products',
    לסיסמה: 'the same, with a preposition',
    הסיסמה: 'the same, with the article',
  },
  hi: { नमस्ते: 'hello', am: 'a day period, as CLDR has it', pm: 'the same' },
  hu: {
    mail: 'of “e-mail”',
    mailben: 'of “e-mailben”',
    mailre: 'of “e-mailre”',
    mailt: 'of “e-mailt”',
  },
  is: {
    netfangi: 'netfang, in the dative',
    Hunsaðu: 'ignore, in the imperative with its pronoun',
    kl: '“kl.”, before a time',
  },
  nb: { kontoen: 'the account', noen: 'somebody', kl: '“kl.”, before a time' },
  'pt-BR': { mail: 'of “e-mail”' },
  uk: { місцезнаходження: 'location, as Android and Windows have it' },
};
