import { describe, expect, it, test } from 'vitest';
import { describePlace, zoneOfPlace } from '../../src/facts/place.js';
import { checkLocation, type Location } from '../../src/geo/location.js';
import { languageOf } from '../support/languages.js';

const SUMMER = Date.UTC(2026, 6, 1);
const WINTER = Date.UTC(2026, 0, 1);
const zoneOf = (countryCode: string, instant = SUMMER) => zoneOfPlace({ countryCode }, instant);
/** In the words and the order of English, since not every locale here has a file. */
const said = (location: Location, locale = 'en') => {
  const checked = checkLocation(location);
  return checked && describePlace(checked, locale, languageOf('en'));
};

describe('a country that is all in one offset', () => {
  test.each([
    ['FR', 'Europe/Paris', 'its overseas regions have codes of their own'],
    ['GB', 'Europe/London', 'it has one zone'],
    ['IN', 'Asia/Kolkata', 'it has one zone'],
    ['DE', 'Europe/Berlin', 'Büsingen keeps the time of Zurich, which is the same'],
    ['CY', 'Asia/Famagusta', 'north and south have kept the same time since October 2017'],
    ['MY', 'Asia/Kuching', 'both halves are at +08:00'],
    ['UZ', 'Asia/Samarkand', 'both zones are at +05:00'],
    ['KZ', 'Asia/Almaty', 'all its zones have been at +05:00 since March 2024'],
    ['PS', 'Asia/Gaza', 'Gaza and Hebron change together'],
    ['VA', 'Europe/Rome', 'it shares a zone'],
    ['GI', 'Europe/Gibraltar', 'it has one zone'],
    ['IM', 'Europe/London', 'it shares a zone'],
    ['FO', 'Atlantic/Faroe', 'it has one zone'],
    ['BQ', 'America/Puerto_Rico', 'it shares a zone'],
    ['PN', 'Pacific/Pitcairn', 'it has one zone'],
  ])('gives a zone: %s %s, since %s', (country, zone) => {
    expect(zoneOf(country, SUMMER)).toBe(zone);
    expect(zoneOf(country, WINTER)).toBe(zone);
  });

  it('is so at the instant, not always', () => {
    // Almaty was at +06:00 until March 2024, the west at +05:00.
    expect(zoneOf('KZ', Date.UTC(2024, 1, 1))).toBeUndefined();
    // The north of Cyprus kept +03:00 over one winter.
    expect(zoneOf('CY', Date.UTC(2017, 0, 1))).toBeUndefined();
    // tzdb counts Simferopol to Ukraine, at +03:00 all year; Kyiv is there in summer alone.
    expect(zoneOf('UA', SUMMER)).toBe('Europe/Kyiv');
    expect(zoneOf('UA', WINTER)).toBeUndefined();
  });
});

describe('a country of several offsets', () => {
  test.each([
    ['CN', 'Urumqi is at +06:00'],
    ['NZ', 'the Chatham Islands are 45 minutes ahead'],
    ['US', 'it reaches from New York to Hawaii'],
    ['AU', 'it has half hours'],
    ['RU', 'it has eleven offsets'],
    ['ES', 'the Canaries are an hour behind'],
    ['PT', 'the Azores are an hour behind'],
    ['CL', 'Easter Island is two hours behind'],
    ['EC', 'the Galápagos are an hour behind'],
    ['MN', 'Hovd is an hour behind'],
    ['GL', 'it has three offsets'],
  ])('gives no zone: %s, since %s', (country) => {
    expect(zoneOf(country, SUMMER)).toBeUndefined();
    expect(zoneOf(country, WINTER)).toBeUndefined();
  });
});

describe('a city', () => {
  const urumqi = { countryCode: 'CN', city: 'Urumqi', timeZone: 'Asia/Urumqi', accuracyRadiusKm: 50 };

  it('gives its zone, where the country has several', () => {
    expect(zoneOfPlace(urumqi, SUMMER)).toBe('Asia/Urumqi');
    expect(said(urumqi)).toBe('Urumqi, China');
  });

  it.each([
    { accuracyRadiusKm: 51 },
    { accuracyRadiusKm: undefined },
    { city: '' },
    { city: '\u200b' },
    { city: 'evil.com' },
    { city: '🔑.ws/login' },
    { city: undefined },
  ])('that is not known well enough gives neither its zone nor its name: %o', (unknown) => {
    expect(zoneOfPlace(checkLocation({ ...urumqi, ...unknown }) ?? urumqi, SUMMER)).toBeUndefined();
    expect(said({ ...urumqi, ...unknown })).toBe('China');
  });

  it('may be null, like everything else that is unknown', () => {
    const unknown = { city: null, cityNames: null, timeZone: null, accuracyRadiusKm: null };
    expect(said({ countryCode: 'CN', ...unknown })).toBe('China');
  });

  it.each(['', 'Asia/Nowhere', '+06:00'])(
    'with a zone that is none leaves it to the country: %j',
    (timeZone) => {
      expect(zoneOfPlace({ ...urumqi, timeZone }, SUMMER)).toBeUndefined();
      expect(zoneOfPlace({ ...urumqi, countryCode: 'FR', timeZone }, SUMMER)).toBe('Europe/Paris');
    },
  );

  const munich = {
    countryCode: 'DE',
    city: 'Munich',
    cityNames: {
      de: 'München',
      en: 'Munich',
      'pt-BR': 'Munique',
      ru: 'Мюнхен',
      'zh-CN': '慕尼黑',
      '!': 'no tag',
    },
    accuracyRadiusKm: 20,
  };

  it.each([
    ['de', 'München, Deutschland'],
    ['ru', 'Мюнхен, Германия'],
    ['pt-BR', 'Munique, Alemanha'],
    ['pt-PT', 'Munique, Alemanha'],
    ['zh-Hans', '慕尼黑, 德国'],
    ['zh-Hant', 'Munich, 德國'],
    ['fr', 'Munich, Allemagne'],
  ])("is named in the reader's language and script where the database knows it: %s", (locale, place) => {
    expect(said(munich, locale)).toBe(place);
  });

  it("is named by the reader's own tag before another of that language", () => {
    const cityNames = { 'pt-PT': 'Munique (PT)', 'pt-BR': 'Munique (BR)' };
    expect(said({ ...munich, cityNames }, 'pt-BR')).toBe('Munique (BR), Alemanha');
  });

  it('is cleaned like any text of a stranger', () => {
    expect(said({ ...munich, cityNames: { en: ' Mun\u202eich\n' } })).toBe('Munich, Germany');
    expect(said({ ...munich, cityNames: { en: '\u200b' } })).toBe('Munich, Germany');
    expect(said({ ...munich, city: '\u200b', cityNames: {} })).toBe('Germany');
    expect(said({ ...munich, cityNames: { en: 'paypal♥.com' } })).toBe('Munich, Germany');
    expect(said({ ...munich, city: 'M'.repeat(1e6), cityNames: {} })).toBe(`${'M'.repeat(64)}…, Germany`);
  });

  it('is looked for among the first two hundred names', () => {
    const names = (count: number) => Array.from({ length: count }, (_, i) => [`x-${i}`, 'X'] as const);
    const withGerman = (before: number) => Object.fromEntries([...names(before), ['de', 'München']]);
    expect(said({ ...munich, cityNames: withGerman(199) }, 'de')).toBe('München, Deutschland');
    expect(said({ ...munich, cityNames: withGerman(200) }, 'de')).toBe('Munich, Deutschland');
  });

  it('of the same name as its country is not named twice', () => {
    const singapore = { countryCode: 'SG', city: 'Singapore', accuracyRadiusKm: 5 };
    expect(said(singapore)).toBe('Singapore');
    expect(said({ ...singapore, cityNames: { de: 'Singapur' } }, 'de')).toBe('Singapur');
  });
});

describe('a country code', () => {
  it.each([
    '',
    ' ',
    'EU',
    'AP',
    'ZZ',
    'XA',
    'QO',
    'UN',
    'T1',
    'A1',
    'AN',
    'SU',
    'YU',
    'UK',
    'gb',
    'GBR',
    '001',
  ])('that is none gives neither a name nor a zone: %j', (countryCode) => {
    expect(said({ countryCode })).toBeUndefined();
    expect(zoneOf(countryCode)).toBeUndefined();
  });

  it.each([
    ['XK', 'Kosovo'],
    ['AX', 'Åland Islands'],
    ['SX', 'Sint Maarten'],
    ['GB', 'United Kingdom'],
  ])('of a place that CLDR knows gives its name: %s', (countryCode, name) => {
    expect(said({ countryCode })).toBe(name);
  });

  it('that tzdb has no zone for gives none', () => {
    expect(zoneOf('XK')).toBeUndefined();
    expect(zoneOf('BV')).toBeUndefined();
    expect(zoneOf('HM')).toBeUndefined();
  });

  // ISO 3166-1, all 249 that it assigns, by their first letter; and Kosovo's.
  const assigned = `
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT
    JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
    MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM
    PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ
    TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`
    .trim()
    .split(/\s+/);
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

  it('has a name if a country or territory has it, and no other of the 676 has', () => {
    expect(assigned).toHaveLength(250);
    const named = letters
      .flatMap((first) => letters.map((second) => first + second))
      .filter((countryCode) => said({ countryCode }) !== undefined);
    expect(named).toEqual(assigned);
  });
});
