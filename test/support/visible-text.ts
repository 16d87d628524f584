/** What a reader of the HTML sees, roughly: its text without head, tags and hidden parts. Enough to look for words in. */
export function visibleText(html: string): string {
  return html
    .replace(/^.*<\/head>/s, '')
    .replace(/<!--.*?-->/gs, '')
    .replace(/<div aria-hidden="true".*?<\/div>/gs, '')
    .replace(/<\/?(?:p|td|th|h\d|div|br|tr|table)\b[^>]*>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&');
}

/** A part as it reads: isolates (U+2068, U+2069) have no width. */
export const withoutIsolates = (text: string) => text.replace(/[\u2068\u2069]/g, '');
