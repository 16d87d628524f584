import type { Values } from './content.js';

/** Group sizes by the code's length, at most five. Codes of 4 or 5 characters are not split. */
const groupSizes: Readonly<Record<number, readonly number[]>> = {
  6: [3, 3],
  7: [3, 4],
  8: [4, 4],
  9: [3, 3, 3],
  10: [5, 5],
  11: [4, 4, 3],
  12: [4, 4, 4],
};

/** Longer codes have a smaller font, so that they fit on a line of a narrow phone. */
const MAX_LARGE_LENGTH = 8;

/**
 * Returns the values of a code's slots: the whole code for the plaintext part, its groups for the HTML part.
 *
 * @param code - 4 to 12 ASCII letters or digits
 */
export function codeValues(code: string): Values {
  const [one = code.length, two = 0] = groupSizes[code.length] ?? [];
  const first = split(code.slice(0, one), code.length > one);
  const second = split(code.slice(one, one + two), code.length > one + two);
  const isLarge = code.length <= MAX_LARGE_LENGTH;
  return {
    code,
    codeGroup1: first.start,
    codeGroup1End: first.end,
    codeGroup2: second.start,
    codeGroup2End: second.end,
    codeGroup3: code.slice(one + two) || undefined,
    codeFontSize: isLarge ? '32px' : '24px',
    codeLineHeight: isLarge ? '40px' : '32px',
  };
}

/** Splits off a group's last character if another group follows, since that character has the space after it. */
function split(group: string, isFollowed: boolean) {
  const end = isFollowed ? group.length - 1 : group.length;
  return { start: group.slice(0, end) || undefined, end: group.slice(end) || undefined };
}
