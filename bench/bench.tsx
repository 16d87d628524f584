// Makes the same mails in several ways, side by side in one run, and then times the parts of ours. Absolute times are the machine's;
// the ratios are what counts. `--write` puts the table into docs/performance.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { Bench, type Task } from 'tinybench';
import { AcmeEmail, slots } from '../docs/own-layout/email.js';
import { locales as ownLocales } from '../docs/own-layout/words.js';
import { slots as ourSlots } from '../emails/content.js';
import { describePlace } from '../src/facts/place.js';
import { describePlatform } from '../src/facts/platform.js';
import { describeTime } from '../src/facts/time.js';
import { createLocationLookup } from '../src/geo/lookup.js';
import { createLocales } from '../src/i18n/locales.js';
import { createMatcher } from '../src/i18n/match.js';
import { createWelcomeEmailRenderer } from '../src/index.js';
import { checkInput } from '../src/input/input.js';
import { fillTemplate } from '../src/template/template.js';
import { linkSlots, prepareValues } from '../src/template/values.js';
import { compileTemplate } from '../src/template.js';
import { languageOf, templateFor } from '../test/support/languages.js';
import { eta, handlebars, type Mail, mjml, reactEmail } from './peers.js';
import { locales, makeRequests, type Request } from './requests.js';

const requests = makeRequests(10_000);
const renderer = createWelcomeEmailRenderer();
await renderer.warmUp(locales);

/** Its words are in three of the languages. Readers of the others get English. */
const ownDesign = createWelcomeEmailRenderer({
  template: await compileTemplate({ html: AcmeEmail, slots, locales: ownLocales }),
});
await ownDesign.warmUp();
const values = { plan: 'Team', guide: 'https://acme.example/first-steps' };

/** Each call takes the next request. */
function next(): () => Request {
  let i = 0;
  return () => requests[i++ % requests.length] as Request;
}

/** A string that is joined of pieces is flattened when its bytes are counted, as whoever sends it has to. */
function flatten({ subject, html, text }: Mail): number {
  return Buffer.byteLength(subject) + Buffer.byteLength(html) + Buffer.byteLength(text);
}

const ways: Record<string, (request: Request) => Promise<Mail>> = {
  'welcome-email': (request) => renderer.render(request),
  'welcome-email, the design of docs/own-layout': (request) => ownDesign.render({ ...request, values }),
  'eta, precompiled, plain look-ups': eta,
  'Handlebars, precompiled, plain look-ups': handlebars,
  'React Email directly, plain look-ups': reactEmail,
  'mjml, compiled for each email, plain look-ups': mjml,
};

// Rounds in turn, so that what else the machine does meets all alike.
const ROUNDS = 7;
const rounds: Array<Map<string, number>> = [];
const requestOf = Object.fromEntries(Object.keys(ways).map((way) => [way, next()]));
for (let round = -1; round < ROUNDS; round++) {
  const bench = new Bench({ time: 400, warmupTime: round < 0 ? 1500 : 50 });
  for (const [way, make] of Object.entries(ways)) {
    const request = requestOf[way] as () => Request;
    bench.add(way, async () => flatten(await make(request())));
  }
  await bench.run();
  const means = new Map(bench.tasks.map((task) => [task.name, microseconds(task)]));
  if (round >= 0) rounds.push(means);
}

const lines = ['| | µs per email | times ours (lowest to highest of 7 rounds) |', '| --- | ---: | ---: |'];
for (const way of Object.keys(ways)) {
  const times = rounds.map((round) => round.get(way) ?? Number.NaN).sort((a, b) => a - b);
  const ratios = rounds
    .map((round) => (round.get(way) ?? Number.NaN) / (round.get('welcome-email') ?? Number.NaN))
    .sort((a, b) => a - b);
  const spread = way === 'welcome-email' ? '' : ` (${ratio(ratios[0])} to ${ratio(ratios.at(-1))})`;
  lines.push(
    `| ${way} | ${(times[3] ?? 0).toFixed(times[3] && times[3] < 100 ? 1 : 0)} | ${ratio(ratios[3])}${spread} |`,
  );
}
const table = lines.join('\n');
console.log(
  `Node ${process.version}, ${requests.length} distinct requests in ${locales.length} locales\n\n${table}\n`,
);

// The parts of ours, alone.
const warn = () => {};
const match = createMatcher(createLocales().tags);
const language = languageOf('de');
const template = await templateFor('de', 'registration');
const locate = createLocationLookup(undefined, 250);
await locate.warmUp();
const places = await Promise.all(requests.map(({ ip }) => locate(ip, warn)));
const filled = requests.map((request) => ({
  ...request,
  link: 'https://app.example.com/set-password?token=Zk3vQ9yT2mX7bLr4Zk3vQ9yT2mX7bLr4',
  time: 'x'.repeat(40),
  expiry: 'x'.repeat(40),
  platform: 'Chrome, Windows',
  location: 'Dresden',
  accentColor: '#1a4fb4',
  onAccentColor: '#ffffff',
  accentBorderColor: '#1a4fb4',
}));
let i = 0;
const parts: Record<string, () => unknown> = {
  'check and clean': () => checkInput(requests[i++ % 10_000], match, warn),
  'match a locale': () => match(requests[i++ % 10_000]?.locale ?? ''),
  platform: () => describePlatform(requests[i++ % 10_000]?.userAgent, undefined, language),
  'place, described': () => {
    const place = places[i++ % 10_000];
    return place && describePlace(place, 'de', language);
  },
  time: () => describeTime(requests[i++ % 10_000]?.time ?? 0, 'Europe/Berlin', language),
  fill: () => {
    const values = filled[i++ % 10_000] ?? {};
    const { subject, html, text } = prepareValues(values, ourSlots, linkSlots);
    flatten({
      subject: fillTemplate(template.subject, subject),
      html: fillTemplate(template.html, html),
      text: fillTemplate(template.text, text),
    });
  },
};
const alone = new Bench({ time: 500, warmupTime: 200 });
for (const [part, run] of Object.entries(parts)) alone.add(part, run);
alone.add('place, looked up', async () => void (await locate(requests[i++ % 10_000]?.ip ?? '', warn)));
await alone.run();
for (const task of alone.tasks) console.log(`${task.name}: ${microseconds(task).toFixed(2)} µs`);

if (process.argv.includes('--write')) {
  const page = new URL('../../docs/performance.md', import.meta.url);
  const text = readFileSync(page, 'utf8');
  const place = /(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/;
  if (!place.test(text)) throw new Error('docs/performance.md has no place for the table.');
  writeFileSync(
    page,
    text.replace(place, (_, open, close) => `${open}${table}\n${close}`),
  );
}

function microseconds(task: Task): number {
  const { result } = task;
  if (!('latency' in result))
    throw new Error(`${task.name} has no result: ${'error' in result ? result.error : result.state}`);
  return result.latency.mean * 1000;
}

function ratio(value = Number.NaN): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}
