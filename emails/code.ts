import type { Values } from './content.js';

/** The sizes of a code's groups, by its length. People read and remember three or four characters at a time. */
const groupSizes: Readonly<Record<number, readonly number[]>> = {
  6: [3, 3],
  7: [3, 4],
  8: [4, 4],
  9: [3, 3, 3],
  10: [5, 5],
  11: [4, 4, 3],
  12: [4, 4, 4],
};

/** A longer code is set in smaller type, so that it fits on a line of a narrow phone. */
const MAX_LARGE_LENGTH = 8;

/**
 * A code as the values of its slots: as a whole for the plaintext part, and in groups for the HTML part.
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

/** Splits the last character from a group, if another group follows it. */
function split(group: string, isFollowed: boolean) {
  const end = isFollowed ? group.length - 1 : group.length;
  return { start: group.slice(0, end) || undefined, end: group.slice(end) || undefined };
}
