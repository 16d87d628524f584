// Installs and builds the package that this example uses, welcome-email, where the repository has only its sources.
import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const root = new URL('../../../', import.meta.url);

if (!existsSync(new URL('dist/index.js', root))) {
  for (const command of ['npm ci --ignore-scripts', 'npm run build']) {
    execSync(command, { cwd: root, stdio: 'inherit' });
  }
}
