/** Where a value can stand in HTML. */
export interface Place {
  /**
   * `text`, `hidden` for text that is not displayed, `title`, `style`, `script`, the name of an attribute with an `@`, `comment`, or `tag`
   * for what a tag has outside of quotes.
   */
  readonly kind: string;
  /** The name of the element around it. Empty at the top. */
  readonly element: string;
  /** All attributes of that element. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The text, or the attribute's value. */
  readonly value: string;
}

/** Comments and the document type, tags, and text. React closes every element and quotes every attribute, but a design may have raw HTML. */
const TOKENS = /(<!(?:--.*?--|[^>]*)>)|<(\/?)([a-z][\w:-]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>|(<?[^<]+)/gis;
const ATTRIBUTES = /([^\s"'=/]+)\s*=\s*(["'])(.*?)\2/gs;
const CONDITIONAL_COMMENT = /^<!--\[if[^>]*>(.*)-->$/is;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
const HIDDEN = /(?:display:none|visibility:hidden|(?:max-height|opacity|font-size):0(?:px)?)(?![\w.%])/;
/** Elements whose text is not part of the page. */
const SPECIAL = new Set(['title', 'style', 'script']);

const TOP: Omit<Place, 'value'> = { kind: 'text', element: '', attributes: new Map() };

/** Lists the texts, attributes, comments and the rest of the HTML, from top to bottom. */
export function placesIn(html: string): Place[] {
  const places: Place[] = [];
  const open: Array<Omit<Place, 'value'>> = [];
  for (const [, comment, closing, name = '', attributeText = '', text] of html.matchAll(TOKENS)) {
    const parent = open.at(-1) ?? TOP;
    if (comment !== undefined) {
      places.push({ ...parent, kind: 'comment', value: comment });
    } else if (text !== undefined) {
      // A tag that is not complete begins with `<`.
      places.push({ ...parent, kind: text.startsWith('<') ? 'tag' : parent.kind, value: text });
    } else {
      const element = name.toLowerCase();
      const attributes = [...attributeText.matchAll(ATTRIBUTES)].map(
        ([, key = '', , value = '']) => [key.toLowerCase(), value] as const,
      );
      const tag = { element, attributes: new Map(attributes) };
      places.push({ ...tag, kind: 'tag', value: attributeText.replace(ATTRIBUTES, '$1') });
      for (const [key, value] of attributes) places.push({ ...tag, kind: `@${key}`, value });
      const isHidden =
        parent.kind === 'hidden' || HIDDEN.test((tag.attributes.get('style') ?? '').replaceAll(' ', ''));
      const kind = SPECIAL.has(element) ? element : isHidden ? 'hidden' : 'text';
      if (closing === '/') open.pop();
      else if (!VOID.test(element) && !attributeText.endsWith('/')) open.push({ ...tag, kind });
    }
  }
  return places;
}

/** Lists the places that any mail program reads: Outlook also reads what is in conditional comments. */
export function placesInAnyProgram(html: string): Place[] {
  return placesIn(html).flatMap((place) => {
    const [, inside] = (place.kind === 'comment' && CONDITIONAL_COMMENT.exec(place.value)) || [];
    return inside === undefined ? [place] : placesIn(inside);
  });
}
