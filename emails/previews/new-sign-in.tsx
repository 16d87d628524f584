import { FACTS, preview } from './_preview.js';

export default await preview({ ...FACTS, operation: 'new-sign-in' });
