const basqueMonths = [
  ...['urtarrilaren', 'otsailaren', 'martxoaren', 'apirilaren', 'maiatzaren', 'ekainaren'],
  ...['uztailaren', 'abuztuaren', 'irailaren', 'urriaren', 'azaroaren', 'abenduaren'],
];
const twoDigits = (n: number) => String(n).padStart(2, '0');

/** Where our dates differ from those of CLDR (48, as Node's Intl writes them), and why. No-break spaces do not count. */
export const dateDeviations: Readonly<
  Record<
    string,
    ReadonlyArray<{
      readonly intl: string | RegExp;
      readonly ours: string | ((...groups: string[]) => string);
      readonly reason: string;
    }>
  >
> = {
  az: [{ intl: '/', ours: ', ', reason: 'a slash between year and time is no Azerbaijani writing' }],
  bg: [{ intl: /$/, ours: ' ч.', reason: 'a time ends in “ч.” (o’clock)' }],
  bn: [{ intl: ' এ ', ours: ', ', reason: '“এ” (at) never stands alone, and has no place after a colon' }],
  ca: [{ intl: ' a les', ours: '', reason: '“a les” is wrong at one o’clock (a la 1:05)' }],
  de: [
    { intl: ' um ', ours: ', ', reason: '“um” (at) does not follow “gültig bis” (valid until)' },
    { intl: /$/, ours: ' Uhr', reason: 'a time is followed by “Uhr” in running text' },
  ],
  el: [{ intl: ' στις', ours: ',', reason: '“στις” (at) is wrong before 1:05 (στη μία)' }],
  es: [{ intl: ' a las ', ours: ', ', reason: '“a las” is wrong at one o’clock (a la 1:05)' }],
  'es-419': [{ intl: ' a las ', ours: ', ', reason: 'the same' }],
  et: [{ intl: ', kell', ours: ' kell', reason: 'no comma stands before “kell” (at)' }],
  eu: [
    {
      intl: /^(\d{4})\(e\)ko (\w+) (\d+)\(a\) \((.*)\)$/,
      ours: (_, year, month, day, time) =>
        `${year}/${twoDigits(basqueMonths.indexOf(month) + 1)}/${twoDigits(Number(day))}, ${time}`,
      reason: '“(e)ko” and “(a)” are placeholders for endings; Euskaltzaindia accepts the numeric form',
    },
  ],
  'fr-CA': [
    {
      intl: / 0(\d h)/,
      ours: ' $1',
      reason: 'an hour has no leading zero (Office québécois de la langue française)',
    },
  ],
  hi: [
    { intl: ' को ', ours: ', ', reason: '“को” (on) has no place after a colon' },
    { intl: ' बजे', ours: '', reason: '“बजे” (o’clock) does not stand beside am or pm' },
  ],
  ko: [
    { intl: 'AM', ours: '오전', reason: 'Korean has words of its own for the day periods' },
    { intl: 'PM', ours: '오후', reason: 'the same, after noon' },
  ],
  ms: [{ intl: ' pada', ours: ',', reason: '“pada” (on) stands before dates, not before times' }],
  mt: [{ intl: /(\d{4}) /, ours: '$1, ', reason: 'a comma keeps the time from the year' }],
  pl: [{ intl: /(\d{4}) /, ours: '$1, ', reason: 'a comma joins the time to the date' }],
  'pt-BR': [{ intl: /(\d{4}), /, ours: '$1 às ', reason: '“às” (at) joins the time to the date' }],
  'pt-PT': [{ intl: ' às ', ours: ', ', reason: '“às” is wrong at one o’clock (à 1:05)' }],
  ru: [{ intl: ' в ', ours: ', ', reason: '“в” (at) has no place after a colon' }],
  sr: [{ intl: /(\d{4}\.) /, ours: '$1 у ', reason: '“у” (at) stands before a time' }],
  'sr-Latn': [{ intl: /(\d{4}\.) /, ours: '$1 u ', reason: '“u” (at) stands before a time' }],
  th: [{ intl: /$/, ours: ' น.', reason: 'a time ends in “น.” (o’clock)' }],
  uk: [{ intl: ' о ', ours: ', ', reason: '“о” (at) has no place after a colon' }],
  ur: [{ intl: ' کو ', ours: '، ', reason: '“کو” (on) has no place after a colon' }],
  vi: [
    {
      intl: /^lúc (\d\d:\d\d) (.*),/,
      ours: '$1 ngày $2 năm',
      reason: 'no “lúc” (at) after a colon; “ngày” before a day, and “năm” before a year',
    },
  ],
  'zh-TW': [
    { intl: /凌晨|清晨|早上/, ours: '上午', reason: 'mails of banks in Taipei have two day periods' },
    { intl: /中午|晚上/, ours: '下午', reason: 'the same, from noon on' },
  ],
};
