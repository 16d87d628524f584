import { EXPIRES_AT, FACTS, LINK, preview } from './_preview.js';

export default await preview({
  ...FACTS,
  operation: 'verification',
  confirmUrl: LINK,
  expiresAt: EXPIRES_AT,
});
