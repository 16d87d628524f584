import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Returns what a command prints.
 *
 * @throws Error with what the command printed, if it fails
 */
export function run(command: string, args: readonly string[], cwd: string): string {
  // npm puts the repository's own commands on the path, where the tools would find them before theirs.
  const PATH = process.env['PATH']
    ?.split(delimiter)
    .filter((entry) => !entry.startsWith(root))
    .join(delimiter);
  try {
    return execFileSync(command, args, {
      cwd,
      env: { ...process.env, PATH },
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  }
}

/** Installs packages into a new project. */
export function install(project: string, packages: readonly string[]): void {
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{}');
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', ...packages], project);
}

export function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
