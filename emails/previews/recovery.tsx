import { preview } from './_preview.js';

export default await preview({ operation: 'recovery' });
