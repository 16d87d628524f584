/**
 * Reads an object's own fields, each once. Omits fields that are `null` or `undefined`. A name like `__proto__` has no special meaning.
 *
 * @returns `undefined` if the value is not a plain object, or if reading it throws, as proxies and getters may
 */
export function readFields(value: unknown): Map<string, unknown> | undefined {
  return attempt(() =>
    isRecord(value)
      ? new Map(Object.entries(value).filter(([, field]) => field !== undefined && field !== null))
      : undefined,
  );
}

/** Returns whether the value is an object with named fields: not a list, a `Map`, a `Headers` or a date. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !(Symbol.iterator in value) && !(value instanceof Date)
  );
}

/** Returns what the function returns, or `undefined` if it throws. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
