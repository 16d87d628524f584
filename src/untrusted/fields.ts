/** Stands for a value that could not be read: it is of no type that anything accepts. */
const UNREADABLE = Symbol('unreadable');

/**
 * The own fields of an object, each read once; those that are `null` or `undefined` are as good as absent.
 *
 * Objects come from `JSON.parse`, from getters and from proxies: names like `__proto__` are fields like any other here,
 * and what throws while it is read is only unreadable.
 *
 * @returns `undefined` if it is no object with named fields, but a list, a `Map`, a date, a function or a plain value
 */
export function readFields(value: unknown): Map<string, unknown> | undefined {
  if (!attempt(() => isRecord(value))) return undefined;
  const names = attempt(() => Object.keys(value as object));
  if (names === undefined) return undefined;
  const fields = new Map<string, unknown>();
  for (const name of names) {
    let field: unknown = UNREADABLE;
    try {
      field = (value as Record<string, unknown>)[name];
    } catch {
      // A getter's or a proxy's own affair.
    }
    if (field !== undefined && field !== null) fields.set(name, field);
  }
  return fields;
}

/** Is it an object with named fields, and not a list, a `Map`, a `Headers` or a date? */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !(Symbol.iterator in value) && !(value instanceof Date)
  );
}

/** What the function gives, or `undefined` if it throws. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
