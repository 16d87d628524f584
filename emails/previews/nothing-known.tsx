import { preview } from './_preview.js';

export default await preview({ userAgent: null, ip: null, expiresAt: null });
