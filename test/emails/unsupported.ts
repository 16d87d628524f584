/**
 * What the mail uses though Gmail, Outlook, Apple Mail, Yahoo, Samsung Email or Thunderbird lack it or a part of it, by
 * caniemail.com's names, and what the reader sees there instead.
 */
const withoutSheet =
  'all that matters is inline: the mail stays light, and below 360 px a long label takes two lines';
const ownPart = 'only a part that the mail does not use is missing';

export const unsupported: Readonly<Record<string, string>> = {
  '!important keyword': withoutSheet,
  '<style> element': withoutSheet,
  '@media': withoutSheet,
  '@media (prefers-color-scheme)': withoutSheet,
  'Attribute selector': "only for Outlook's own marks; without it its own dark colours stay",
  'Child combinator': 'only darkens the page around the card; the table inside keeps its own colour',
  'Class selector': withoutSheet,
  'Descendant combinator': "only for Outlook's own marks; without it its own dark colours stay",
  'Type selector': 'only darkens the page around the card; the table inside keeps its own colour',
  'color-scheme meta tag': 'the program recolours or stays light; all pairs of colours are inline',
  '<body> element':
    'its style is also on the cell inside it; its language and direction on the cell of the text',
  'align attribute': 'the card stands at the side instead of in the middle; text follows its direction',
  'width attribute':
    'of the cell of the text, whose width is also limited by the window; of the logo it works',
  'height attribute': 'only pictures at 120 dpi differ',
  'dir attribute': 'stands on html and on the cell, and every row of details has an align attribute as well',
  'lang attribute': 'stands on html and on the cell; without it a screen reader guesses the language',
  'aria-hidden attribute': 'a screen reader begins with the preheader, which holds words of the mail',
  'role attribute': 'a screen reader may call layout tables tables; the text is in order',
  'target attribute': 'the program opens links in a window of its own, as the attribute asks for',
  'mailto: links': 'the address itself is the text of the link',
  border: 'the lines between rows are borders of cells, which work; the button has its colour from its cell',
  'border-radius': 'corners are square',
  display: 'inline-block on the button falls back to inline in a coloured cell',
  'font-size': ownPart,
  'font-weight': ownPart,
  'line-height': 'px needs mso-line-height-rule:exactly, which stands beside it',
  margin: 'auto beside an align attribute; none is negative',
  'max-width': 'the width attribute of the cell takes its place',
  outline: 'only takes the outline off a picture, which has none there',
  overflow: 'mso-hide hides the preheader',
  'overflow-wrap': 'word-break stands beside it; where a program lacks both, a long link widens the page',
  padding: "only cells have it, and the button's link, for which spaces stand in",
  'text-decoration': 'the line alone is asked for; at worst links are underlined',
  'text-decoration-line': 'text-decoration stands beside it',
  'width property': ownPart,
  'word-break': 'overflow-wrap stands beside it; where a program lacks both, a long link widens the page',
};
