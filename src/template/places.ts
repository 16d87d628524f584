/** A place in HTML that can contain a value. */
export interface Place {
  /**
   * `text`, `hidden` (text that is not displayed), `title`, `style`, `script`, `comment`, `@` and the name of an attribute, or `tag` (the
   * rest of a tag, outside of quotes).
   */
  readonly kind: string;
  /** The name of the element around it. Empty outside of all elements. */
  readonly element: string;
  /** All attributes of that element. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The text, or the attribute's value. */
  readonly value: string;
}

/**
 * Matches a comment or the document type, a tag, or text. React closes every element and quotes every attribute, but a design may have raw
 * HTML.
 */
const TOKENS = /(<!(?:--.*?--|[^>]*)>)|<(\/?)([a-z][\w:-]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>|(<?[^<]+)/gis;
const ATTRIBUTES = /([^\s"'=/]+)\s*=\s*(["'])(.*?)\2/gs;
const CONDITIONAL_COMMENT = /^<!--\[if[^>]*>(.*)-->$/is;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
const HIDDEN = /(?:display:none|visibility:hidden|(?:max-height|opacity|font-size):0(?:px)?)(?![\w.%])/;
/** Elements whose text is not shown on the page. */
const SPECIAL = new Set(['title', 'style', 'script']);

const TOP: Omit<Place, 'value'> = { kind: 'text', element: '', attributes: new Map() };

/** Lists all places in HTML, from top to bottom. */
export function placesIn(html: string): Place[] {
  const places: Place[] = [];
  const open: Array<Omit<Place, 'value'>> = [];
  for (const [, comment, closing, name = '', attributeText = '', text] of html.matchAll(TOKENS)) {
    const parent = open.at(-1) ?? TOP;
    if (comment !== undefined) {
      places.push({ ...parent, kind: 'comment', value: comment });
    } else if (text !== undefined) {
      // Text that begins with `<` is an incomplete tag.
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

/** Lists the places that some mail program reads: Outlook also reads the content of conditional comments. */
export function placesInAnyProgram(html: string): Place[] {
  return placesIn(html).flatMap((place) => {
    const [, inside] = (place.kind === 'comment' && CONDITIONAL_COMMENT.exec(place.value)) || [];
    return inside === undefined ? [place] : placesIn(inside);
  });
}
