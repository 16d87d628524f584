/** A code that is safe to show: 4 to 12 ASCII letters or digits. */
export type Code = string & { readonly code: unique symbol };

/** Describes a {@link Code} in errors. */
export const CODE = '4 to 12 ASCII letters or digits';

export function isCode(value: string): value is Code {
  return /^[A-Za-z0-9]{4,12}$/.test(value);
}
