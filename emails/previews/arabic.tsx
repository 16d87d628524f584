import { EXPIRES_AT, FACTS, LINK, preview } from './_preview.js';

export default await preview({
  ...FACTS,
  locale: 'ar',
  name: 'ليلى',
  resetUrl: LINK,
  code: '402718',
  expiresAt: EXPIRES_AT,
});
