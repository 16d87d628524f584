import { spawnSync } from 'node:child_process';

/**
 * Runs a program. If it is not installed, prints what to install and ends the script.
 *
 * @param debianPackages - what to install if it is missing
 * @throws Error if the program fails
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { input, debianPackages }: { input: string; debianPackages: string },
): { stdout: string; stderr: string } {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (error && 'code' in error && error.code === 'ENOENT') {
    console.error(`${program} is missing. On Debian: apt-get install ${debianPackages}`);
    process.exit(1);
  }
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return { stdout, stderr };
}
