// What users write. Several versions of TypeScript compile it, each with several ways to find a package.
import {
  createWelcomeEmailRenderer,
  type Location,
  type RenderedEmail,
  type RendererOptions,
  renderWelcomeEmail,
  type WelcomeEmailInput,
  WelcomeEmailInputError,
} from 'welcome-email';
import { createMmdbLocator } from 'welcome-email/mmdb';
import { createLocaleMatcher, pageBrand } from 'welcome-email/page';

// With exactOptionalPropertyTypes, `undefined` is not the same as absent. Headers are often the former.
const header = undefined as string | undefined;
const input: WelcomeEmailInput = {
  name: 'Ada',
  resetUrl: 'https://a.example/',
  time: new Date(),
  userAgent: header,
  ip: header,
  locale: header,
  expiresAt: null,
};
const place: Location = { countryCode: 'DE', city: header };
const options: RendererOptions = {
  brand: { name: 'Acme' },
  locate: (ip) => (ip === '' ? undefined : place),
  translations: { en: { greeting: 'Dear {{name}},' } },
};

const mail: RenderedEmail = await createWelcomeEmailRenderer(options).render(input);
export const subject: string = mail.subject;
createWelcomeEmailRenderer({ locate: await createMmdbLocator('/var/lib/GeoIP/GeoLite2-City.mmdb') });
const locale: 'en' | 'de' | undefined = createLocaleMatcher(['en', 'de'])(header);
export const page: string[] = [locale ?? 'en', pageBrand({ name: 'Acme' }).colors.dark.link];
export const isInputError = (error: unknown): boolean => error instanceof WelcomeEmailInputError;

// @ts-expect-error: a notice has no code
await renderWelcomeEmail({ name: 'Ada', time: new Date(), operation: 'new-sign-in', code: '402718' });
// @ts-expect-error: there is no such operation
await renderWelcomeEmail({ ...input, operation: 'deletion' });
