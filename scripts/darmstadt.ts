import type { Location } from '../src/geo/location.js';

/** A place with all fields, for mails that must not depend on a geo database. */
export const darmstadt: Location = {
  countryCode: 'DE',
  city: 'Darmstadt',
  timeZone: 'Europe/Berlin',
  accuracyRadiusKm: 5,
};
