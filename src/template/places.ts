/** Where a value can stand in HTML. */
export interface Place {
  /** `text`, `hidden` for text that is not displayed, `title`, `style`, `script`, or the name of an attribute with an `@`. */
  readonly kind: string;
  /** The name of the element around it. */
  readonly element: string;
  /** All attributes of that element. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The text, or the attribute's value. */
  readonly value: string;
}

/** Comments and the document type, tags, and text. React closes every element and quotes every attribute. */
const TOKENS = /<!(?:--.*?--|[^>]*)>|<(\/?)([a-z][\w:-]*)((?:[^">]|"[^"]*")*)>|([^<]+)/gis;
const ATTRIBUTES = /([^\s"=/]+)="([^"]*)"/g;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
const HIDDEN = /(?:display:none|visibility:hidden|(?:max-height|opacity|font-size):0(?:px)?)(?![\w.%])/;
/** Elements whose text is not part of the page. */
const SPECIAL = new Set(['title', 'style', 'script']);

/** Lists the texts and attributes of HTML that React rendered, from top to bottom. */
export function placesIn(html: string): Place[] {
  const places: Place[] = [];
  const open: Array<Omit<Place, 'value'>> = [];
  for (const [, closing, name, attributeText = '', text] of html.matchAll(TOKENS)) {
    const parent = open.at(-1);
    if (text !== undefined) {
      if (parent !== undefined) places.push({ ...parent, value: text });
    } else if (closing === '/') {
      open.pop();
    } else if (name !== undefined) {
      const element = name.toLowerCase();
      const attributes = new Map(
        [...attributeText.matchAll(ATTRIBUTES)].map(([, key = '', value = '']) => [key.toLowerCase(), value]),
      );
      const isHidden =
        parent?.kind === 'hidden' || HIDDEN.test((attributes.get('style') ?? '').replaceAll(' ', ''));
      const kind = SPECIAL.has(element) ? element : isHidden ? 'hidden' : 'text';
      for (const [key, value] of attributes) places.push({ kind: `@${key}`, element, attributes, value });
      if (!VOID.test(element) && !attributeText.endsWith('/')) open.push({ kind, element, attributes });
    }
  }
  return places;
}
