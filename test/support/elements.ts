import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';

/** An element of a mail, with what it inherits in the order of its parents. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly style: Readonly<Record<string, string>>;
  readonly classes: readonly string[];
  /** All text in it. */
  readonly text: string;
  /** The text that is its own, and not of an element in it. */
  readonly ownText: string;
  /** From the outermost to the nearest. */
  readonly parents: readonly Element[];
}

/** The elements of a mail, in the order of the document. */
export function elementsOf(html: string): Element[] {
  const found: Element[] = [];
  const isText = (node: Tree.Node): node is Tree.TextNode => node.nodeName === '#text';
  const textOf = (node: Tree.Node): string =>
    isText(node) ? node.value : ((node as Tree.Element).childNodes ?? []).map(textOf).join('');
  const visit = (node: Tree.Node, parents: readonly Element[]) => {
    const { tagName: name, attrs = [], childNodes = [] } = node as Tree.Element;
    let inside = parents;
    if (name) {
      const attributes = Object.fromEntries(attrs.map((attribute) => [attribute.name, attribute.value]));
      const element = {
        name,
        attributes,
        style: declarationsOf(attributes['style'] ?? ''),
        classes: (attributes['class'] ?? '').split(' ').filter(Boolean),
        text: textOf(node),
        ownText: childNodes.filter(isText).map(textOf).join('').trim(),
        parents,
      };
      found.push(element);
      inside = [...parents, element];
    }
    for (const child of childNodes) visit(child, inside);
  };
  visit(parse(html), []);
  return found;
}

/** `color:#000000;margin:0` by property. */
export function declarationsOf(style: string): Record<string, string> {
  return Object.fromEntries(
    style
      .split(';')
      .filter(Boolean)
      .map((rule) => rule.split(/:(.*)/s).slice(0, 2)),
  );
}
