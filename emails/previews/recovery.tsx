import { preview } from './preview.js';

export default await preview({ operation: 'recovery' });
