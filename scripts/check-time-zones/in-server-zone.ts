// Checks the times of all zones on a server whose zone is TZ. Started by check-time-zones.ts.
import { describeTime } from '../../src/facts/time.js';
import { readLanguage } from '../locales.js';
import { randomNumbers } from '../random-numbers.js';
import { timeZones } from '../time-zones.js';
import { FROM, reference, TO } from './intl-reference.js';
import { SERVER_ZONES } from './server-zones.js';

const YEARS = Array.from({ length: 23 }, (_, i) => 2015 + i);
const LEAP_YEARS = YEARS.filter((year) => year % 4 === 0);
const RANDOM_INSTANTS = 10;
const MINUTE = 60_000;

const languages = { en: readLanguage('en'), ru: readLanguage('ru') };
const sample = process.argv.includes('--sample');
const zones = timeZones.filter((_, i) => !sample || i % 10 === 0);
const around = (instant: number) => [instant - 1, instant];

const serverZone = process.env['TZ'] ?? '';
// Some names are aliases: Intl calls `Asia/Kolkata` `Asia/Calcutta`.
const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: serverZone }).resolvedOptions();
const actual = new Intl.DateTimeFormat().resolvedOptions().timeZone;
if (actual !== timeZone) throw new Error(`The server is in ${actual}, not in ${timeZone}.`);

const serversWallTimes = SERVER_ZONES.flatMap((zone) => {
  const { offsetAt, changes } = reference(zone);
  return changes.map((change) => change + offsetAt(change - 1));
});
const random = randomNumbers(20_150_101);
let probes = 0;
const wrong: string[] = [];
for (const zone of zones) {
  const { offsetAt, say, changes } = reference(zone);
  // Takes a wall time as if it were UTC's. A wall time that the zone skips or repeats becomes one near it.
  const inZone = (wallTime: number) => wallTime - offsetAt(wallTime - offsetAt(wallTime));
  const instants = [
    ...changes.flatMap((change) => [change - 1, change, change + MINUTE]),
    ...YEARS.flatMap((year) => around(inZone(Date.UTC(year, 0, 1)))),
    ...LEAP_YEARS.flatMap((year) => around(inZone(Date.UTC(year, 1, 29)))),
    ...LEAP_YEARS.flatMap((year) => around(inZone(Date.UTC(year, 2, 1)))),
    // When the server's clock goes forward, the next hour or half hour does not exist there.
    ...serversWallTimes.map((wallTime) => inZone(wallTime + 20 * MINUTE)),
    ...Array.from({ length: RANDOM_INSTANTS }, () => Math.floor(FROM + random() * (TO - FROM))),
  ];
  for (const instant of instants) {
    probes += 1;
    const expected = say(instant);
    const said = [languages.en, languages.ru].map((language) =>
      describeTime(instant, zone, language).replaceAll('\u00a0', ' '),
    );
    if (said.join() !== expected.join()) {
      wrong.push(`  ${new Date(instant).toISOString()} ${zone}: not ${said} but ${expected}`);
    }
  }
}
console.log(`TZ=${serverZone}: ${wrong.length} wrong of ${probes} probes in ${zones.length} zones`);
for (const line of wrong.slice(0, 10)) console.log(line);
if (wrong.length > 0 || probes < (sample ? 7800 : 78_000)) process.exitCode = 1;
