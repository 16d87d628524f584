/** A `Map`, or one with bounds. */
interface Memory<Value> {
  get(key: string): Value | undefined;
  has(key: string): boolean;
  set(key: string, value: Value): unknown;
}

/** What is remembered by this key; what is not yet is made. */
export function recall<Value>(memory: Memory<Value>, key: string, make: () => Value): Value {
  const known = memory.get(key);
  if (known !== undefined || memory.has(key)) return known as Value;
  const made = make();
  memory.set(ownCopy(key), made);
  return made;
}

/** Like {@link recall}, but what could not be made is made anew when it is next asked for. */
export function recallPromise<Value>(
  memory: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  return recall(memory, key, () =>
    make().catch((error) => {
      memory.delete(key);
      throw error;
    }),
  );
}

/** V8 keeps a whole string alive for a slice of it: 1,500 remembered pieces of 200 KB headers held 308 MB. */
function ownCopy(text: string): string {
  return structuredClone(text);
}
