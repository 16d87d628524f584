import { EXPIRES_AT, FACTS, LINK, preview } from './_preview.js';

export default await preview({
  ...FACTS,
  resetUrl: LINK,
  invitedBy: 'Grace Hopper',
  expiresAt: EXPIRES_AT,
});
