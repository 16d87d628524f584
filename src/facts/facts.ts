import type { Values } from '../../emails/content.js';
import type { CheckedLocation } from '../geo/location.js';
import type { FactWords } from '../i18n/fact-words.js';
import { describePlace, zoneOfPlace } from './place.js';
import { describePlatform } from './platform.js';
import { describeTime } from './time.js';

/** What is known about a request, checked. */
export interface RequestFacts {
  readonly userAgent: string | undefined;
  readonly clientHints: Readonly<Record<string, string>> | undefined;
  /** Milliseconds since 1970, like `expiresAt`. */
  readonly time: number;
  readonly expiresAt: number | undefined;
  readonly timeZone: string | undefined;
}

/** Describes the facts in the reader's language. An unknown fact has no value, and so no row in the mail. */
export function describeFacts(
  { userAgent, clientHints, time, expiresAt, timeZone }: RequestFacts,
  location: CheckedLocation | undefined,
  locale: string,
  language: FactWords,
): Values {
  const zone = timeZone ?? (location && zoneOfPlace(location, time)) ?? 'UTC';
  return {
    platform: describePlatform(userAgent, clientHints, language),
    location: location && describePlace(location, locale, language),
    time: describeTime(time, zone, language),
    expiry: expiresAt === undefined ? undefined : describeTime(expiresAt, zone, language),
  };
}
