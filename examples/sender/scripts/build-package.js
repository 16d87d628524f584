// Installs and builds the package that this example uses, welcome-email, where the repository has only its sources.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const root = new URL('../../../', import.meta.url);

if (!existsSync(new URL('dist/index.js', root))) {
  // On Windows npm is a batch file, which only a shell runs.
  execFileSync('npm', ['ci'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
}
