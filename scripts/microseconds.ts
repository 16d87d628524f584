/**
 * Measures how long a call takes, as the mean of the fastest pass. The passes before it warm up the code.
 *
 * @param passSize - the number of calls that are measured together
 */
export function microseconds(
  action: (i: number) => unknown,
  { passSize = 1000, calls = 50_000 }: { passSize?: number; calls?: number } = {},
): number {
  const passes = Array.from({ length: Math.ceil(calls / passSize) }, (_, pass) => {
    const start = performance.now();
    for (let i = 0; i < passSize; i++) action(pass * passSize + i);
    return performance.now() - start;
  });
  return (1000 * Math.min(...passes)) / passSize;
}
