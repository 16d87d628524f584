/** Is it an object with named fields, and not a list, a date or a function? */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** Its own fields, each read once. Those that are `null` or `undefined` are as good as absent. */
export function fieldsOf(record: Record<string, unknown>): Array<[name: string, value: unknown]> {
  return Object.entries(record).filter(([, value]) => value !== null && value !== undefined);
}
