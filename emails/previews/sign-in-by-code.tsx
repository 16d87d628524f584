import { EXPIRES_AT, FACTS, preview } from './_preview.js';

export default await preview({ ...FACTS, operation: 'sign-in', code: '402718', expiresAt: EXPIRES_AT });
