// Compares what the mail says of a time with what Intl says, for every zone and with servers in four zones: at each change of
// an offset from 2015 to 2037, at the turns of the years and of the leap days, where the zone's wall time is one that a server's
// zone skips or repeats, and at random instants; `--sample` takes every tenth zone. Then says what a description costs. The instants
// are the same in each run.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { importSource, microseconds } from './from-source.js';
import { randomNumbers } from './random-numbers.js';

const SERVER_ZONES = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'];
const FROM = Date.UTC(2015, 0, 1);
const TO = Date.UTC(2038, 0, 1);
const YEARS = Array.from({ length: 23 }, (_, i) => 2015 + i);
const LEAP_YEARS = YEARS.filter((year) => year % 4 === 0);
const RANDOM_INSTANTS = 10;
const MINUTE = 60_000;
const FORTNIGHT = 14 * 24 * 60 * MINUTE;

/** @type {typeof import('../src/facts/time.js')} */
const { describeTime } = await importSource(['facts/time.js']);
const languages = { en: localeFile('en'), ru: localeFile('ru') };

const sample = process.argv.includes('--sample');
// Node 20 does not list UTC.
const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].filter(
  (_, i) => !sample || i % 10 === 0,
);

if (process.argv.includes('here')) {
  checkHere();
} else {
  await checkInEachServerZone();
  const sameDay = microseconds((i) =>
    describeTime(FROM + ((i * 7919_000) % (24 * 60 * MINUTE)), zones[i % zones.length] ?? '', languages.en),
  );
  console.log(`A description takes ${sameDay.toFixed(1)} µs, warm, at other times of one day in all zones,`);
  const apart = microseconds((i) =>
    describeTime(FROM + i * 60 * MINUTE, zones[i % zones.length] ?? '', languages.en),
  );
  console.log(`and ${apart.toFixed(1)} µs for the first in six days of a zone.`);
}

/** Node reads TZ when it starts: each server zone is a process of its own. */
async function checkInEachServerZone() {
  const results = await Promise.allSettled(
    SERVER_ZONES.map((TZ) =>
      promisify(execFile)(
        process.execPath,
        [fileURLToPath(import.meta.url), ...process.argv.slice(2), 'here'],
        {
          env: { ...process.env, TZ },
        },
      ),
    ),
  );
  for (const result of results) {
    console.log((result.status === 'fulfilled' ? result.value : result.reason).stdout.trimEnd());
    if (result.status === 'rejected') {
      console.error(result.reason.stderr);
      process.exitCode = 1;
    }
  }
}

function checkHere() {
  const serverZone = process.env['TZ'] ?? '';
  // `Asia/Kolkata` is `Asia/Calcutta` here.
  const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: serverZone }).resolvedOptions();
  const actual = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (actual !== timeZone) throw new Error(`The server is in ${actual}, not in ${timeZone}.`);

  const serversWallTimes = SERVER_ZONES.flatMap((zone) => {
    const { offsetAt, changes } = reference(zone);
    return changes.map((change) => change + offsetAt(change - 1));
  });
  const random = randomNumbers(20_150_101);
  let probes = 0;
  /** @type {string[]} */
  const wrong = [];
  for (const zone of zones) {
    const { offsetAt, say, changes } = reference(zone);
    /** @param {number} wallTime as if it were UTC's; one that is skipped or repeated becomes one near it */
    const inZone = (wallTime) => wallTime - offsetAt(wallTime - offsetAt(wallTime));
    const instants = [
      ...changes.flatMap((change) => [change - 1, change, change + MINUTE]),
      ...YEARS.flatMap((year) => around(inZone(Date.UTC(year, 0, 1)))),
      ...LEAP_YEARS.flatMap((year) => around(inZone(Date.UTC(year, 1, 29)))),
      ...LEAP_YEARS.flatMap((year) => around(inZone(Date.UTC(year, 2, 1)))),
      // The hour, or half of one, after a clock of the server's goes forward does not exist there.
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
}

/**
 * What Intl knows of a zone, from the fields of its wall clock: no offset that Intl or anybody else computed.
 *
 * @param {string} timeZone
 */
function reference(timeZone) {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const english = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'long', timeStyle: 'short' });
  const russian = new Intl.DateTimeFormat('ru', { timeZone, dateStyle: 'long', timeStyle: 'short' });

  /** @param {number} instant in milliseconds, as are offsets */
  function offsetAt(instant) {
    // `7/1/2026, 13:00:00`
    const [month = 0, day, year = 0, hour, minute, second] =
      clock.format(instant).match(/\d+/g)?.map(Number) ?? [];
    const wallTime = Date.UTC(year, month - 1, day, hour, minute, second);
    return wallTime - Math.floor(instant / 1000) * 1000;
  }

  /** @param {number} instant */
  function say(instant) {
    const minutes = offsetAt(instant) / MINUTE;
    const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
    const size = `${two(Math.trunc(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
    const offset = minutes === 0 ? 'UTC' : `UTC${minutes < 0 ? '-' : '+'}${size}`;
    // Ours has no-break spaces where CLDR has some of another kind, or none.
    return [
      `${english.format(instant).replace('\u202f', ' ')} (${offset})`,
      `${russian.format(instant)} (${offset})`,
    ];
  }

  // To the second, by bisection. The shortest time in an offset is Morocco's around Ramadan, over four weeks.
  const changes = [];
  let offset = offsetAt(FROM);
  for (let start = FROM; start < TO; start += FORTNIGHT) {
    let before = start;
    let after = start + FORTNIGHT;
    const next = offsetAt(after);
    if (next === offset) continue;
    while (after - before > 1000) {
      const middle = Math.floor((before + after) / 2000) * 1000;
      if (offsetAt(middle) === offset) before = middle;
      else after = middle;
    }
    changes.push(after);
    offset = next;
  }
  return { offsetAt, say, changes };
}

/** @param {number} instant */
function around(instant) {
  return [instant - 1, instant];
}

/** @param {string} tag @returns {import('../src/i18n/locale-file.js').LocaleFile} */
function localeFile(tag) {
  return JSON.parse(readFileSync(new URL(`../locales/${tag}/welcome.json`, import.meta.url), 'utf8'));
}
