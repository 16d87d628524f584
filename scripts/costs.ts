// Prints what it costs to describe a time, a place and a platform.
import { readFileSync } from 'node:fs';
import { describePlace, zoneOfPlace } from '../src/facts/place.js';
import { describePlatform } from '../src/facts/platform.js';
import { describeTime } from '../src/facts/time.js';
import { userAgentRows } from '../test/fixtures/user-agents.js';
import { readLanguage } from './locales.js';
import { microseconds } from './microseconds.js';
import { timeZones } from './time-zones.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FROM = Date.UTC(2015, 0, 1);
/** A mail reads no more characters of the header. */
const LONGEST_USER_AGENT = 1024;
const english = readLanguage('en');

printTimes();
printPlaces();
printPlatforms();
printLongUserAgents();

function printTimes() {
  const describe = (i: number, instant: number) =>
    describeTime(instant, timeZones[i % timeZones.length] ?? '', english);
  const sameDay = microseconds((i) => describe(i, FROM + ((i * 7919_000) % DAY)));
  console.log(`A description takes ${sameDay.toFixed(1)} µs, warm, at other times of one day in all zones,`);
  const apart = microseconds((i) => describe(i, FROM + i * 60 * MINUTE));
  console.log(`and ${apart.toFixed(1)} µs for the first in six days of a zone.`);
}

function printPlaces() {
  const munich = {
    countryCode: 'DE',
    city: 'Munich',
    cityNames: {
      de: 'München',
      en: 'Munich',
      fr: 'Munich',
      ja: 'ミュンヘン',
      'pt-BR': 'Munique',
      ru: 'Мюнхен',
    },
    timeZone: 'Europe/Berlin',
    accuracyRadiusKm: 20,
  };
  const places = {
    'a city': munich,
    'a country': { countryCode: 'DE' },
    'a country of twelve zones': { countryCode: 'AR' },
  };
  for (const [name, place] of Object.entries(places)) {
    const cost = microseconds((i) => {
      describePlace(place, 'ru', english);
      zoneOfPlace(place, FROM + ((i * MINUTE) % DAY));
    });
    console.log(`${name} and its zone: ${cost.toFixed(1)} µs, warm, at other minutes of one day`);
  }
}

function printPlatforms() {
  const hints = {
    'sec-ch-ua': '"Chromium";v="142", "Google Chrome";v="142", "Not_A Brand";v="99"',
    'sec-ch-ua-platform': '"Windows"',
  };
  const table = userAgentRows.map(({ userAgent }) => userAgent);
  const traffic: ReadonlyArray<{ userAgent: string }> = JSON.parse(
    readFileSync(new URL('user-agents.json', import.meta.resolve('user-agents')), 'utf8'),
  );
  const real = traffic.map(({ userAgent }) => userAgent);
  // A number makes each header a new one: descriptions are cached by the header.
  const cost = (userAgents: readonly string[], headers: Record<string, string>) =>
    microseconds((i) => describePlatform(`${userAgents[i % userAgents.length]} ${i}`, headers, english), {
      passSize: userAgents.length,
    });
  for (const [name, value] of [
    ['the table', cost(table, {})],
    ['real traffic', cost(real, {})],
    ['real traffic, with client hints', cost(real, hints)],
  ] as const)
    console.log(`a look-up of a header that was not seen before: ${value.toFixed(1)} µs (${name})`);
}

function printLongUserAgents() {
  const pieces = {
    'a letter': 'a',
    blanks: ' ',
    'opening parentheses': '(',
    'a User-Agent, repeated': userAgentRows[0]?.userAgent ?? '',
    'a product, repeated': 'Mozilla/5.0 ',
  };
  for (const [name, piece] of Object.entries(pieces)) {
    const long = piece.repeat(LONGEST_USER_AGENT / piece.length);
    // The number makes each header a new one here as well.
    const cost = microseconds((i) => describePlatform(`${i}${long}`, {}, english), {
      passSize: 20,
      calls: 200,
    });
    console.log(`${LONGEST_USER_AGENT} characters of ${name}: ${cost.toFixed(1)} µs`);
  }
}
