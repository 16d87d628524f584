import { preview } from './_preview.js';

export default await preview({
  name: 'Adolph Blaine Charles David Earl Frederick Gerald Hubert Irvin John Kenneth',
  resetUrl: 'https://example.com/?token='.padEnd(2000, 'Zk3vQ9yT2mX7bLr4'),
});
