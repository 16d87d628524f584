import { FACTS, LINK, preview } from './_preview.js';

export default await preview({ ...FACTS, userAgent: null, ip: null, resetUrl: LINK });
