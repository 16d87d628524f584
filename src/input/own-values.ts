import type { OwnSlots } from '../../emails/content.js';
import { checkFields } from '../checks.js';
import { WelcomeEmailInputError } from '../errors.js';
import { type CleanText, cleanText } from '../untrusted/clean-text.js';
import { parseSafeUrl, SAFE_URL, type SafeUrl } from './url.js';

/** In letters, like a brand's name. */
const MAX_LENGTH = 64;

/**
 * Checks the values of a template's own slots.
 *
 * @throws WelcomeEmailInputError for an unknown slot, and for an invalid value
 */
export function checkOwnValues(
  values: unknown,
  field: string,
  slots: OwnSlots,
): Readonly<Record<string, CleanText | SafeUrl>> {
  const checked = [...checkFields(values, field)].map(([slot, value]) => {
    const path = `${field}.${slot}`;
    if (!Object.hasOwn(slots, slot))
      throw new WelcomeEmailInputError(path, 'unknown-field', 'is not a slot of the template');
    return [slot, slots[slot] === 'url' ? checkUrl(value, path) : checkText(value, path)] as const;
  });
  return Object.fromEntries(checked);
}

export function checkUrl(value: unknown, field: string): SafeUrl {
  const url = parseSafeUrl(value);
  if (url === undefined) throw new WelcomeEmailInputError(field, 'invalid-url', `must be ${SAFE_URL}`);
  return url;
}

function checkText(value: unknown, field: string): CleanText {
  if (typeof value !== 'string') throw new WelcomeEmailInputError(field, 'wrong-type', 'must be a string');
  const text = cleanText(value, MAX_LENGTH);
  if (text === undefined) throw new WelcomeEmailInputError(field, 'blank', 'must not be blank');
  return text;
}
