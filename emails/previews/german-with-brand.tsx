import { EXPIRES_AT, FACTS, LINK, preview } from './_preview.js';

export default await preview(
  { ...FACTS, locale: 'de', resetUrl: LINK, expiresAt: EXPIRES_AT },
  {
    brand: {
      name: 'Nordlicht',
      url: 'https://example.com/',
      accentColor: '#ffb000',
      supportUrl: 'https://example.com/?help',
      supportEmail: 'hilfe@example.com',
      address: 'Nordlicht GmbH\nBeispielstraße 1\n64283 Darmstadt',
    },
  },
);
