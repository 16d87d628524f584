import { preview } from './preview.js';

export default await preview({ userAgent: null, ip: null, expiresAt: null });
