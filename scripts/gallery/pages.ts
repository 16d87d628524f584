import { BRAND } from '../../test/support/inputs.js';

// Takes the place of the logo's address, so that the pages need no network.
const LOGO =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='120' height='32'%3E%3Crect width='32' height='32' rx='8' fill='%23e0570b'/%3E%3Crect x='44' y='10' width='76' height='12' rx='6' fill='%23e0570b'/%3E%3C/svg%3E";

const attribute = (html: string) => html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Shows a mail within a page. */
export function frame(html: string, { width, height }: { width: number; height: number }): string {
  const mail = attribute(html.replaceAll(BRAND.logo.src, LOGO));
  return `<iframe width="${width}" height="${height}" srcdoc="${mail}"></iframe>`;
}

export const page = (
  title: string,
  body: string,
): string => `<!DOCTYPE html><meta charset="utf-8"><title>${title}</title><style>
body{margin:0;padding:16px;background:#888;font:600 20px sans-serif;zoom:.5}iframe{border:0;background:#fff}
td{vertical-align:top;padding:8px}</style>${body}`;
