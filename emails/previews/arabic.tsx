import { preview } from './preview.js';

export default await preview({ locale: 'ar', name: 'ليلى' });
