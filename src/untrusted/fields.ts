/**
 * Reads an object's own fields, each once. Fields that are `null` or `undefined` are treated as absent, and names like `__proto__`
 * are names like any other.
 *
 * @returns `undefined` if the value is not a plain object, or throws when it is read, as proxies and getters may
 */
export function readFields(value: unknown): Map<string, unknown> | undefined {
  return attempt(() =>
    isRecord(value)
      ? new Map(Object.entries(value).filter(([, field]) => field !== undefined && field !== null))
      : undefined,
  );
}

/** Tells an object with named fields from a list, a `Map`, a `Headers` or a date. */
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
