/** Elements that begin on a line of their own when HTML is laid out. The others stand inside a line. */
const BLOCK = /<(\/?)(html|head|title|meta|style|body|table|tbody|tr|td|th|div|h1|h2|p)\b[^>]*?(\/?)>/g;

/**
 * Breaks a mail's HTML, which is one long line, at its block elements and indents them, so that a snapshot can be read
 * and a change to it shows as a changed line. Nothing else is touched: {@link flatten} takes it back.
 */
export function layOut(html: string): string {
  if (html.includes('\n')) throw new Error('HTML with line breaks of its own cannot be laid out reversibly.');
  let depth = 0;
  let afterOpening = '';
  return html.replace(BLOCK, (tag, closing: string, name: string, selfClosing: string) => {
    if (closing) depth -= 1;
    const breakLine = !(closing && afterOpening === name);
    const line = breakLine ? `\n${' '.repeat(depth)}${tag}` : tag;
    if (!closing && !selfClosing && name !== 'meta') depth += 1;
    afterOpening = closing || selfClosing || name === 'meta' ? '' : name;
    return line;
  });
}

/** The HTML as it was before {@link layOut}. */
export function flatten(laidOut: string): string {
  return laidOut.replace(/\n *(?=<)/g, '');
}
