import type { Values } from '../../emails/content.js';
import type { LocaleFile } from '../i18n/locale-file.js';
import type { CheckedInput } from '../input/input.js';
import type { Location } from '../input/location.js';
import { describeLocation, zoneOfLocation } from './location.js';
import { describePlatform } from './platform.js';
import { describeTime } from './time.js';

/** The facts in the reader's language. One that is not known has no value, and so no place in the mail. */
export function describe(
  input: CheckedInput,
  location: Location | undefined,
  locale: string,
  language: LocaleFile,
  defaultBrand: Values,
): Values {
  const zone = input.timeZone ?? (location && zoneOfLocation(location, input.time)) ?? 'UTC';
  return {
    name: input.name,
    resetUrl: input.resetUrl,
    platform: describePlatform(input.userAgent, input.clientHints, language),
    location: location && describeLocation(location, locale, language),
    time: describeTime(input.time, zone, language),
    expiry: input.expiresAt === undefined ? undefined : describeTime(input.expiresAt, zone, language),
    // Last, since V8 copies many fields into an object faster than it adds one to a copy.
    ...(input.brand ?? defaultBrand),
  };
}
