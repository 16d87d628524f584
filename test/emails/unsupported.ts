/**
 * What the mail uses though Gmail, Outlook, Apple Mail, Yahoo, Samsung Email or Thunderbird lack it or a part of it, by
 * caniemail.com's names, and what the reader sees there instead.
 */
const withoutSheet = 'all that matters is inline: the mail stays light, in the layout of phones';
const ownPart = 'only a part that the mail does not use is missing';
const breaks =
  'one of word-break and overflow-wrap is enough; where a program lacks both, a long link widens the page';

export const unsupported: Readonly<Record<string, string>> = {
  '!important keyword': withoutSheet,
  '<style> element': withoutSheet,
  '@media': withoutSheet,
  '@media (prefers-color-scheme)': withoutSheet,
  'Attribute selector': "only for Outlook's own marks; without it its own dark colors stay",
  'Class selector': withoutSheet,
  'Descendant combinator': "only for Outlook's own marks; without it its own dark colors stay",
  'color-scheme meta tag': 'the program recolors or stays light; all pairs of colors are inline',
  '<body> element': 'its style, language and direction are also those of the table in it',
  'align attribute': 'the card stands at the side instead of in the middle; the label of the button too',
  'width attribute': 'of the card, whose width is also limited by the window; of the logo it works',
  'height attribute': 'only pictures at 120 dpi differ; the space above the details is a little off',
  'height property': 'a logo has its size as attributes',
  'dir attribute': 'stands on html, body, a table and the cells',
  'lang attribute':
    'stands on html, body, a table and the cells; without it a screen reader guesses the language',
  'aria-hidden attribute': 'a screen reader begins with the preheader, which holds words of the mail',
  'role attribute': 'a screen reader may call layout tables tables; the text is in order',
  'mailto: links': 'the address itself is the text of the link',
  'background-image':
    'a logo for light backgrounds has no white one of its own where a program darkens the mail',
  'linear-gradient()':
    'a logo for light backgrounds has no white one of its own where a program darkens the mail',
  border: 'the box has its tint; the button has its color from its cell',
  'border-radius': 'corners are square',
  'box-shadow': 'only the white plate around a logo in dark mode, which then has no margin',
  display: 'a link that is no block is a label in a colored cell',
  'font-size': ownPart,
  'font-weight': 'semibold is bold',
  'letter-spacing': 'the heading is a little wider',
  'line-height': 'px needs mso-line-height-rule:exactly, which stands beside it',
  margin: 'auto beside an align attribute; none is negative; tables have spacers',
  'target attribute': 'the program itself decides where links open',
  'max-width': 'a logo has its width as an attribute, which is never more than that of the card',
  'min-width property': 'the button is as wide as its label',
  overflow: 'mso-hide hides the preheader',
  'overflow-wrap': breaks,
  padding: 'a button, a card and a page have theirs from mso-padding-alt, which stands beside it',
  'rgba()': 'the bgcolor attribute stands beside it, with the color that the page has where there is room',
  'text-align': 'the align attribute of the cell centres the label as well',
  'text-decoration': 'the line alone is asked for; at worst links are underlined',
  'text-wrap': 'lines of the heading differ in length; the last characters stay together',
  'user-select': 'a click puts the cursor into the code; it is selected like other text',
  'white-space': 'a character of a Japanese heading may stand alone on its line',
  'width property': ownPart,
  'word-break': breaks,
};
