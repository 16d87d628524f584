import { createWelcomeEmailRenderer, type RendererOptions, type WelcomeEmailInput } from '../../src/index.js';

const input: WelcomeEmailInput = {
  name: 'Ada',
  // The preview server's link check opens this address, so it must exist.
  resetUrl: 'https://example.com/?token=Zk3vQ9yT2mX7bLr4',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  ip: '130.83.47.181',
  time: '2026-07-01T12:00:00Z',
  expiresAt: '2026-07-02T12:00:00Z',
};

/**
 * Renders a preview through the package itself, with a fixed location. geoip-lite does not work here: bundled into a preview, it looks
 * for its data beside the preview.
 */
export async function preview(state: Partial<WelcomeEmailInput>, options: RendererOptions = {}) {
  const renderer = createWelcomeEmailRenderer({
    locate: () => ({ countryCode: 'DE', city: 'Darmstadt', timeZone: 'Europe/Berlin', accuracyRadiusKm: 5 }),
    ...options,
  });
  const { html, locale, dir } = await renderer.render({ ...input, ...state });
  const inside = html.slice(html.indexOf('<head>'), html.lastIndexOf('</html>'));
  return () => <html lang={locale} dir={dir} dangerouslySetInnerHTML={{ __html: inside }} />;
}
