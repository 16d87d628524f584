/** Prints a problem. The script goes on, to find the others, and fails when it ends. */
export function reportProblem(problem: string): void {
  console.error(problem);
  process.exitCode = 1;
}
