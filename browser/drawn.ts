/** What Chromium has drawn of a mail: measured in the page, judged by the tests. */
export interface Drawn {
  /** How far the page can be scrolled sideways. */
  readonly overflow: number;
  readonly button: { readonly left: number; readonly right: number; readonly height: number };
  /** Where the lines of the message begin and end. */
  readonly line: { readonly left: number; readonly right: number };
  /** The width of the card, its border included. */
  readonly cardWidth: number;
  /** The lines on which the button's label stands. */
  readonly labelLines: number;
  /** The labels of the details from top to bottom, and whether each stands above its value. */
  readonly details: ReadonlyArray<{
    readonly label: string;
    readonly top: number;
    readonly above: boolean;
  }>;
  /** The characters on the last line of the heading. */
  readonly headingEnd: number;
  /** How many offsets begin a line. Those in full-width parentheses are not counted, since a line can break before these. */
  readonly loneOffsets: number;
  /** The directions of everything that is laid out as a block inside the mail, but for the code. */
  readonly directions: readonly string[];
  /** Every visible stretch of text, with its contrast against what is behind it. */
  readonly texts: ReadonlyArray<{ readonly text: string; readonly contrast: number; readonly least: number }>;
}

/** Runs in the page, so it can use nothing from outside. */
export function measure(): Drawn {
  const find = (selector: string) => {
    const element = document.querySelector(selector);
    if (element === null) throw new Error(`There is no ${selector} in the mail.`);
    return element;
  };
  const button = find('.action');
  const box = button.getBoundingClientRect();
  const label = document.createRange();
  const words = document.createTreeWalker(button, NodeFilter.SHOW_TEXT).nextNode() ?? button;
  label.selectNodeContents(words);
  const labelTops = [...label.getClientRects()].map(({ top }) => Math.round(top));
  const column = find('td.card');
  const blocks = [
    ...document.querySelectorAll('td[lang], td[lang] h1, td[lang] h2, td[lang] p:not([dir]), td[lang] td'),
  ];
  const rectOf = (node: Node, start: number, end: number) => {
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    return range.getBoundingClientRect();
  };
  const textNodesIn = (root: Node) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes: Node[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) nodes.push(node);
    return nodes;
  };
  const heading = find('h1');
  const { bottom } = heading.getBoundingClientRect();
  const headingEnd = textNodesIn(heading)
    .flatMap((node) => [...(node.nodeValue ?? '')].map((_, i) => rectOf(node, i, i + 1)))
    .filter((rect) => rect.width > 0 && rect.bottom > bottom - 10).length;
  const loneOffsets = textNodesIn(column).filter((node) => {
    const at = node.nodeValue?.search(/\([^()]*UTC/) ?? -1;
    return at > 0 && rectOf(node, at, at + 1).top > rectOf(node, at - 2, at - 1).bottom - 5;
  }).length;
  const line = find('h1').getBoundingClientRect();

  type Color = readonly [red: number, green: number, blue: number, alpha: number];
  const colorOf = (css: string): Color => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
    return [red, green, blue, alpha];
  };
  const over = (front: Color, back: Color): Color => {
    const mix = (i: 0 | 1 | 2) => front[i] * front[3] + back[i] * (1 - front[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  // WCAG 2.2, "relative luminance" and "contrast ratio".
  const luminance = (color: Color) => {
    const channel = (i: 0 | 1 | 2) => {
      const share = color[i] / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2);
  };
  const textsOf = (root: Node) => {
    const texts = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const { parentElement: parent } = node;
      if (!parent || !node.nodeValue?.trim() || parent.getBoundingClientRect().height === 0) continue;
      const behind: Color[] = [];
      let opacity = 1;
      for (let element: Element | null = parent; element !== null; element = element.parentElement) {
        const style = getComputedStyle(element);
        behind.push(colorOf(style.backgroundColor));
        opacity *= Number(style.opacity);
      }
      // The canvas behind all is left to the mail program: a text that relies on it has no contrast.
      const isSolid = behind.some(([, , , alpha]) => alpha === 1);
      const background = behind.reduceRight<Color>((back, front) => over(front, back), [255, 255, 255, 1]);
      const { color, fontSize, fontWeight } = getComputedStyle(parent);
      const [red, green, blue, alpha] = colorOf(color);
      const drawn = luminance(over([red, green, blue, alpha * opacity], background));
      const [dark = 0, bright = 0] = [drawn, luminance(background)].sort((a, b) => a - b);
      const size = Number.parseFloat(fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
      texts.push({
        text: node.nodeValue.trim(),
        contrast: isSolid ? (bright + 0.05) / (dark + 0.05) : 0,
        least: isLarge ? 3 : 4.5,
      });
    }
    return texts;
  };

  return {
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    button: { left: box.left, right: box.right, height: box.height },
    labelLines: new Set(labelTops).size,
    line: { left: line.left, right: line.right },
    cardWidth: column.getBoundingClientRect().width,
    details: [...document.querySelectorAll('td.box p')].map((p) => {
      const value = p.querySelector('span')?.getBoundingClientRect();
      const label = p.firstChild ?? p;
      const drawn = rectOf(label, 0, label.nodeValue?.length ?? 0);
      return {
        label: label.nodeValue ?? '',
        top: drawn.top,
        above: value !== undefined && value.top > drawn.top + 8,
      };
    }),
    headingEnd,
    loneOffsets,
    directions: [...new Set(blocks.map((block) => getComputedStyle(block).direction))],
    texts: textsOf(document.body),
  };
}
