import { createHash } from 'node:crypto';
import { type Brand, type PageBrand, type PageColors, pageBrand, type ShownLogo } from 'welcome-email/page';

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
  const shown = pageBrand(brand);
  const style = colorVariables(shown.colors) + STYLE;
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
${header(shown)}
<h1>${escapeHtml(title)}</h1>
${main}
</main>
</body>
</html>
`;
  return { html, policy: contentSecurityPolicy(style, shown.logo) };
}

/** A link that looks like a button. */
export function buttonLink(url: URL, label: string): string {
  return `<a class="button" href="${escapeHtml(url.href)}">${escapeHtml(label)}</a>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The logo, the name, or a mark with the name beside it: as in the email. */
function header({ name, url, logo }: PageBrand): string {
  if (name === undefined) return '';
  const shownName = !logo || logo.isMark ? `<bdi>${escapeHtml(name)}</bdi>` : '';
  const content = (logo ? logoImage(logo) : '') + shownName;
  return `<p class="brand">${url ? `<a href="${escapeHtml(url)}">${content}</a>` : content}</p>`;
}

function logoImage({ src, darkSrc, width, height, alt }: ShownLogo): string {
  const darkSource = darkSrc
    ? `<source srcset="${escapeHtml(darkSrc)}" media="(prefers-color-scheme: dark)">`
    : '';
  // Without a logo for dark mode, the logo gets a white plate there.
  return `<picture${darkSrc ? '' : ' class="plate"'}>${darkSource}<img src="${escapeHtml(src)}" width="${width}" height="${height}" alt="${escapeHtml(alt)}"></picture>`;
}

/** The colors of the brand as CSS variables, for light and dark mode. */
function colorVariables({ light, dark }: PageBrand['colors']): string {
  const variables = (colors: PageColors) =>
    Object.entries(colors)
      .map(([name, color]) => `--${name}:${color};`)
      .join('');
  return `:root{${variables(light)}}@media (prefers-color-scheme:dark){:root{${variables(dark)}}}`;
}

/** Nothing is loaded but the logo, nothing runs, and the form goes nowhere else. */
function contentSecurityPolicy(style: string, logo: ShownLogo | undefined): string {
  const images = [logo?.src, logo?.darkSrc].flatMap((url) => (url ? new URL(url).origin : []));
  return [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    ...(images.length > 0 ? [`img-src ${[...new Set(images)].join(' ')}`] : []),
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
.brand picture:not(:last-child) { margin-inline-end: 12px; }
label { display: block; margin-top: 16px; color: var(--strong); font-size: 14px; font-weight: 600; }
input { width: 100%; margin-top: 4px; padding: 11px 12px; border: 1px solid var(--quiet); border-radius: 9px; background: var(--card); color: var(--strong); font: inherit; }
button, .button { display: block; width: 100%; padding: 11px 25px; border: 1px solid var(--buttonBorder); border-radius: 9px; background: var(--button); color: var(--onButton); font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
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
