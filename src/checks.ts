import { WelcomeEmailInputError } from './errors.js';
import { readFields } from './untrusted/fields.js';

/**
 * Reads an object's own fields, like {@link readFields}.
 *
 * @param field - the object's path, for the error
 * @throws WelcomeEmailInputError if the value is not an object, or cannot be read
 */
export function checkFields(value: unknown, field: string): Map<string, unknown> {
  const fields = readFields(value);
  if (fields === undefined) throw new WelcomeEmailInputError(field, 'wrong-type', 'must be an object');
  return fields;
}

/**
 * Reads the options of a function.
 *
 * @param known - an object with the names of all options
 * @param owner - says whose options they are, for the error
 * @throws WelcomeEmailInputError if they are not an object, or if there is an unknown option
 */
export function checkOptionNames(options: unknown, known: object, owner: string): Map<string, unknown> {
  const fields = checkFields(options, 'options');
  for (const name of fields.keys()) {
    if (!Object.hasOwn(known, name))
      throw new WelcomeEmailInputError(name, 'unknown-field', `is not an option of ${owner}`);
  }
  return fields;
}
