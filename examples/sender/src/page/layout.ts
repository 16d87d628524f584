import { createHash } from 'node:crypto';
import type { Brand } from 'welcome-email';
import { colorVariables } from './colors.js';

/** What is on a page, in one language. */
export interface Page {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly brand: Brand | undefined;
  readonly title: string;
  /** HTML. */
  readonly main: string;
}

/** Renders a page in the look of the email, and the `Content-Security-Policy` that it needs. */
export function renderPage({ lang, dir, brand, title, main }: Page): { html: string; policy: string } {
  const style = colorVariables(brand?.accentColor) + STYLE;
  const logo = readLogo(brand);
  const html = `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${brand?.name ? header(brand, logo) : ''}
<h1>${escapeHtml(title)}</h1>
${main}
</main>
</body>
</html>
`;
  return { html, policy: contentSecurityPolicy(style, logo?.sources ?? []) };
}

/** A link that looks like a button. */
export function buttonLink(url: URL, label: string): string {
  return `<a class="button" href="${escapeHtml(url.href)}">${escapeHtml(label)}</a>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The logo, the name, or both if the logo is about as wide as it is high: as in the email. */
function header(brand: Brand, logo: PageLogo | undefined): string {
  const name = `<bdi>${escapeHtml(brand.name)}</bdi>`;
  const url = readUrl(brand.url);
  const content = logo ? logo.html + (logo.isMark ? name : '') : name;
  return `<p class="brand">${url ? `<a href="${escapeHtml(url.href)}">${content}</a>` : content}</p>`;
}

interface PageLogo {
  readonly html: string;
  readonly isMark: boolean;
  /** Where its images come from, for the policy. */
  readonly sources: readonly string[];
}

/** In CSS pixels, as in the email. */
const MARK_HEIGHT = 28;
const MAX_LOGO_HEIGHT = 48;
const MAX_LOGO_WIDTH = 400;

function readLogo({ name, logo }: Partial<Brand> = {}): PageLogo | undefined {
  const src = readUrl(logo?.src);
  if (!logo || !src || !(logo.width > 0 && logo.height > 0)) return undefined;
  const darkSrc = readUrl(logo.darkSrc);
  const isMark = logo.width < 1.5 * logo.height;
  const scale = Math.min(
    1,
    MAX_LOGO_WIDTH / logo.width,
    (isMark ? MARK_HEIGHT : MAX_LOGO_HEIGHT) / logo.height,
  );
  const [width, height] = [logo.width, logo.height].map((pixels) => Math.max(1, Math.round(pixels * scale)));
  const alt = logo.alt ?? (isMark ? '' : (name ?? ''));
  const darkSource = darkSrc
    ? `<source srcset="${escapeHtml(darkSrc.href)}" media="(prefers-color-scheme: dark)">`
    : '';
  return {
    // Without a logo for dark mode, the logo gets a white plate there.
    html: `<picture${darkSrc ? '' : ' class="plate"'}>${darkSource}<img src="${escapeHtml(src.href)}" width="${width}" height="${height}" alt="${escapeHtml(alt)}"></picture>`,
    isMark,
    sources: [src, darkSrc].flatMap((url) => url?.origin ?? []),
  };
}

/** Brands come from the database, so their addresses are checked as in the email: only `https:`. */
function readUrl(url: unknown): URL | undefined {
  const text = String(url ?? '');
  return URL.canParse(text) && new URL(text).protocol === 'https:' ? new URL(text) : undefined;
}

/** Nothing is loaded but the logo, nothing runs, and the form goes nowhere else. */
function contentSecurityPolicy(style: string, imageSources: readonly string[]): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    ...(imageSources.length > 0 ? [`img-src ${[...new Set(imageSources)].join(' ')}`] : []),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** As the email: on phones the page has the color of the card. */
const STYLE = `
* { box-sizing: border-box; }
body { margin: 0; background: var(--card); color: var(--text); font: 16px/25px system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 480px; margin: 0 auto; padding: 28px 22px; }
h1 { margin: 0 0 16px; color: var(--strong); font-size: 24px; line-height: 31px; font-weight: 600; text-wrap: balance; }
p { margin: 0 0 24px; }
p:last-child { margin: 0; }
.brand { margin: 0 0 28px; color: var(--strong); font-size: 15px; line-height: 28px; font-weight: 600; }
.brand a { color: inherit; text-decoration: none; }
.brand img { max-width: 100%; height: auto; border-radius: 3px; vertical-align: middle; }
.brand bdi:not(:first-child) { margin-inline-start: 12px; }
label { display: block; margin-top: 16px; color: var(--strong); font-size: 14px; font-weight: 600; }
input { width: 100%; margin-top: 4px; padding: 11px 12px; border: 1px solid var(--quiet); border-radius: 9px; background: var(--card); color: var(--strong); font: inherit; }
button, .button { display: block; width: 100%; padding: 11px 25px; border: 1px solid var(--fill-border); border-radius: 9px; background: var(--fill); color: var(--on-fill); font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
input + button, form p + button { margin-top: 24px; }
.link { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
#rule { margin: 6px 0 0; color: var(--quiet); font-size: 14px; line-height: 21px; }
#rule[role=alert] { color: var(--strong); font-weight: 600; }
:lang(ar) { line-height: 29px; }
:lang(ar) h1 { line-height: 38px; }
:lang(ja) h1 { word-break: auto-phrase; }
@media (min-width: 481px) {
  body { padding: 40px 16px; background: var(--page); }
  main { padding: 40px 40px 36px; border: 1px solid var(--line); border-radius: 14px; background: var(--card); }
  .brand { margin-bottom: 32px; }
  button, .button { display: inline-block; width: auto; }
}
@media (prefers-color-scheme: dark) {
  .plate img { background: #ffffff; box-shadow: 0 0 0 4px #ffffff; }
}
`;
