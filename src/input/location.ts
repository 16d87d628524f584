import { isRecord } from './record.js';

/** Where an address probably is, as a geo database tells it. */
export interface Location {
  /** ISO 3166-1 alpha-2, in capitals. A code of no country (`EU`, `ZZ`) says nothing. */
  readonly countryCode: string;
  /** In English, or as the place calls itself. */
  readonly city?: string | undefined;
  /** The city's name by language (BCP 47), for readers of that language and script; `city` is for all others. */
  readonly cityNames?: Readonly<Record<string, string>> | undefined;
  /** IANA name. */
  readonly timeZone?: string | undefined;
  /** How far off the place may be, in kilometres. Without it neither the city is said nor its zone believed. */
  readonly accuracyRadiusKm?: number | undefined;
}

/** Takes what can be used; `undefined` if there is not even a country. Names are cleaned when one is chosen. */
export function checkLocation(found: unknown): Location | undefined {
  if (!isRecord(found)) return undefined;
  const { countryCode, city, cityNames, timeZone, accuracyRadiusKm } = found;
  if (typeof countryCode !== 'string' || !/^[A-Z]{2}$/.test(countryCode)) return undefined;
  return {
    countryCode,
    city: typeof city === 'string' && city !== '' ? city : undefined,
    cityNames: isRecord(cityNames) ? textFields(cityNames) : undefined,
    timeZone: typeof timeZone === 'string' ? timeZone : undefined,
    accuracyRadiusKm:
      typeof accuracyRadiusKm === 'number' && accuracyRadiusKm >= 0 ? accuracyRadiusKm : undefined,
  };
}

function textFields(record: Record<string, unknown>): Record<string, string> {
  const fields = Object.entries(record);
  return Object.fromEntries(
    fields.filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}
