import {
  createWelcomeEmailRenderer,
  type RendererOptions,
  type WelcomeEmailFacts,
  type WelcomeEmailInput,
} from '../../src/index.js';

// The preview server's link check opens this address, so it must exist.
export const LINK = 'https://example.com/?token=Zk3vQ9yT2mX7bLr4';

export const EXPIRES_AT = '2026-07-02T12:00:00Z';

export const FACTS: WelcomeEmailFacts = {
  name: 'Ada',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  ip: '130.83.47.181',
  time: '2026-07-01T12:00:00Z',
};

/**
 * Renders a preview with the package itself and a fixed location. geoip-lite does not work here: React Email bundles it into the preview,
 * where it does not find its data.
 */
export async function preview(input: WelcomeEmailInput, options: RendererOptions = {}) {
  const renderer = createWelcomeEmailRenderer({
    locate: () => ({ countryCode: 'DE', city: 'Darmstadt', timeZone: 'Europe/Berlin', accuracyRadiusKm: 5 }),
    ...options,
  });
  const { html, locale, dir } = await renderer.render(input);
  const inside = html.slice(html.indexOf('<head>'), html.lastIndexOf('</html>'));
  return () => <html lang={locale} dir={dir} dangerouslySetInnerHTML={{ __html: inside }} />;
}
