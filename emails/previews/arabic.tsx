import { preview } from './_preview.js';

export default await preview({ locale: 'ar', name: 'ليلى' });
