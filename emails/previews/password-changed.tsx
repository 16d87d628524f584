import { FACTS, LINK, preview } from './_preview.js';

export default await preview({ ...FACTS, operation: 'password-changed', resetUrl: LINK });
