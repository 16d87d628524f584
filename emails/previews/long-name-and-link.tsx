import { EXPIRES_AT, FACTS, LINK, preview } from './_preview.js';

export default await preview({
  ...FACTS,
  name: 'Adolph Blaine Charles David Earl Frederick Gerald Hubert Irvin John Kenneth',
  resetUrl: LINK.padEnd(2000, 'Zk3vQ9yT2mX7bLr4'),
  expiresAt: EXPIRES_AT,
});
