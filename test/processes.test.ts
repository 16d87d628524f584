import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { warningSentences } from '../src/warning-sentences.js';
import { buildPackage } from './support/built-package.js';
import { ALL_KNOWN, LINK, NOTHING_KNOWN } from './support/inputs.js';

let built: Awaited<ReturnType<typeof buildPackage>>;
beforeAll(async () => {
  built = await buildPackage();
});

/** Node 24 and later first read a package.json. */
const TOO_MANY = /^(EMFILE|ERR_INVALID_PACKAGE_CONFIG)$/;

const german = JSON.stringify({ ...NOTHING_KNOWN, locale: 'de' });
const known = JSON.stringify(ALL_KNOWN);

describe('when too many files are open', () => {
  /** Says what an action gives while that is so, as often as it fails, and afterwards. */
  const tryAgain = (before: string, action: string) =>
    built.run(`
      ${before}
      const action = () => ${action};
      const close = useUp();
      const first = await Promise.allSettled([action(), action()]);
      const second = await Promise.allSettled([action()]);
      close();
      const afterwards = await action();
      const describe = (error) => ({
        isError: error instanceof Error,
        message: error.message,
        code: error.code,
        cause: error.cause.message,
      });
      console.log(JSON.stringify({ errors: [...first, ...second].map(({ reason }) => describe(reason)), afterwards }));
    `);

  test.each([
    [
      'the first mail',
      'const renderer = welcome.createWelcomeEmailRenderer();',
      /^Could not load the (locale de|descriptions of facts): /,
      'Guten Tag Ada,',
    ],
    [
      'the first mail of a language',
      `const renderer = welcome.createWelcomeEmailRenderer();
       await renderer.render({ ...${german}, locale: 'en' });`,
      /^Could not load the locale de: /,
      'Guten Tag Ada,',
    ],
    [
      "the first mail in the caller's words",
      `await welcome.renderWelcomeEmail(${german});
       const renderer = welcome.createWelcomeEmailRenderer({ translations: { de: { greeting: 'Servus {{name}},' } } });`,
      /^Could not load the template: /,
      'Servus Ada,',
    ],
  ])(
    '%s fails, with an error that names no path, until a file can be opened',
    async (_, before, message, words) => {
      const { errors, afterwards } = await tryAgain(before, `renderer.render(${german})`);
      expect(errors).toHaveLength(3);
      for (const error of errors) {
        expect(error).toEqual({
          isError: true,
          message: expect.stringMatching(message),
          // Newer versions of Node first read a package.json.
          code: expect.stringMatching(/^(EMFILE|ERR_INVALID_PACKAGE_CONFIG)$/),
          cause: expect.stringContaining('too many open files'),
        });
        expect(error.message).not.toContain('/');
      }
      expect(afterwards.text).toContain(words);
    },
  );

  test('a mail has no place, with a warning that says why, until geoip-lite can be read', async () => {
    const { mails, warnings } = await built.run(`
      const warnings = [];
      const renderer = welcome.createWelcomeEmailRenderer({ onWarning: (warning) => warnings.push(warning) });
      await renderer.render({ ...${known}, ip: undefined });
      const close = useUp();
      const mails = [await renderer.render(${known}), await renderer.render(${known})];
      close();
      mails.push(await renderer.render(${known}));
      console.log(JSON.stringify({ mails: mails.map(({ text }) => text.includes('United Kingdom')), warnings }));
    `);
    expect(mails).toEqual([false, false, true]);
    const warning = { field: 'ip', code: 'locator-failed', reason: expect.stringMatching(TOO_MANY) };
    expect(warnings).toEqual([warning, warning]);
  });

  test('warming up fails until geoip-lite can be read', async () => {
    const { errors } = await tryAgain(
      `const renderer = welcome.createWelcomeEmailRenderer();
       await renderer.render(${german});
       await renderer.render({ ...${german}, operation: 'recovery' });`,
      "renderer.warmUp(['de'])",
    );
    for (const { message } of errors)
      expect(message).toMatch(/^Could not load geoip-lite: (EMFILE|ERR_INVALID_PACKAGE_CONFIG)$/);
  });
});

describe('warming up', () => {
  /** Which mails can be made after it when no more can be loaded: of each locale both, and with a place. */
  const readyAfter = (wanted: string) =>
    built.run(`
      const renderer = welcome.createWelcomeEmailRenderer({ defaultLocale: 'de' });
      await renderer.warmUp(${wanted});
      useUp();
      const ready = [];
      for (const locale of ['ar', 'de', 'en', 'fr', 'zh-TW']) {
        const mails = ['registration', 'recovery'].map((operation) => renderer.render({ ...${known}, operation, locale }));
        const made = await Promise.allSettled(mails);
        const place = new Intl.DisplayNames([locale], { type: 'region' }).of('GB');
        if (made.every(({ value }) => value?.text.includes(place))) ready.push(locale);
      }
      console.log(JSON.stringify(ready));
    `);

  test.each([
    ['the locales that are wanted', "['en', 'ar']", ['ar', 'en']],
    ['the nearest ones', "['ar-MA', 'zh-Hant-HK']", ['ar', 'zh-TW']],
    ['the default locale for one that is not here', "['qaa', 'fr']", ['de', 'fr']],
    ['all locales, if none is named', '', ['ar', 'de', 'en', 'fr', 'zh-TW']],
  ])('loads the locator and %s, and no other', async (_, wanted, ready) => {
    expect(await readyAfter(wanted)).toEqual(ready);
  });
});

test('geoip-lite is asked again after its data was away', async () => {
  const { mails, warnings } = await built.run(`
    const warnings = [];
    const renderer = welcome.createWelcomeEmailRenderer({ onWarning: (warning) => warnings.push(warning) });
    process.env.GEODATADIR = '/nowhere';
    const mails = [await renderer.render(${known})];
    delete process.env.GEODATADIR;
    mails.push(await renderer.render(${known}));
    console.log(JSON.stringify({ mails: mails.map(({ text }) => text.includes('United Kingdom')), warnings }));
  `);
  expect(mails).toEqual([false, true]);
  expect(warnings).toEqual([{ field: 'ip', code: 'locator-failed', reason: 'ENOENT' }]);
});

describe('where geoip-lite is not installed', () => {
  const installed = () => join(dirname(built.command), '../node_modules');
  beforeAll(() => rename(installed(), `${installed()}.away`));
  afterAll(() => rename(`${installed()}.away`, installed()));

  const reason = 'install geoip-lite (in Node, Bun or Deno), or pass locate or location';

  /** Renders each input twice with a renderer that has a listener, and with one that has none. Returns what each says. */
  const warningsFor = (inputs: string, options = '{}') =>
    built.run(`
      const toListener = [], toProcess = [];
      process.on('warning', ({ name, code, message }) => toProcess.push({ name, code, message }));
      const onWarning = (warning) => toListener.push(warning);
      for (const options of [{ ...${options}, onWarning }, ${options}]) {
        const renderer = welcome.createWelcomeEmailRenderer(options);
        for (const input of ${inputs}) await Promise.all([renderer.render(input), renderer.render(input)]);
      }
      await new Promise(setImmediate);
      console.log(JSON.stringify({ toListener, toProcess }));
    `);

  test('a renderer says once how to get a place: to its listener, or else by a process warning', async () => {
    expect(await warningsFor(`[${known}, ${known}]`)).toEqual({
      toListener: [{ field: 'ip', code: 'no-locator', reason }],
      toProcess: [
        {
          name: 'WelcomeEmailWarning',
          code: 'no-locator',
          message: `The emails have no location, since there is no locator: ${reason}`,
        },
      ],
    });
  });

  test.each([
    ['no address', `[${german}]`, '{}'],
    ['a private address', `[{ ...${known}, ip: '10.0.0.1' }]`, '{}'],
    ['a location', `[{ ...${known}, location: { countryCode: 'GB' } }]`, '{}'],
    ['a locator', `[${known}]`, "{ locate: () => ({ countryCode: 'GB' }) }"],
  ])('a renderer that gets %s says nothing', async (_, inputs, options) => {
    expect(await warningsFor(inputs, options)).toEqual({ toListener: [], toProcess: [] });
  });

  test('another package that is missing is another matter', async () => {
    const broken = join(dirname(built.command), 'node_modules/geoip-lite');
    await mkdir(join(broken, 'lib'), { recursive: true });
    await writeFile(join(broken, 'package.json'), '{ "main": "lib/geoip.js" }');
    await writeFile(join(broken, 'lib/geoip.js'), "require('async');");
    const { toListener, toProcess } = await warningsFor(`[${known}]`).finally(() =>
      rm(dirname(broken), { recursive: true }),
    );
    const warning = { field: 'ip', code: 'locator-failed', reason: 'MODULE_NOT_FOUND' };
    expect({ toListener, toProcess }).toEqual({ toListener: [warning, warning], toProcess: [] });
  });

  test('a locator for files says which package it needs', async () => {
    const error = await built.run(`
      const { createMmdbLocator } = await import('./dist/mmdb.js');
      const { name, message, code } = await createMmdbLocator('/nowhere.mmdb').catch((error) => error);
      console.log(JSON.stringify({ name, message, code }));
    `);
    const code = 'ERR_MODULE_NOT_FOUND';
    const what = 'maxmind, which welcome-email/mmdb needs (npm install maxmind)';
    expect(error).toEqual({ name: 'Error', message: `Could not load ${what}: ${code}`, code });
  });

  test('the command says how to get a place', () => {
    const args = ['render', '--name', 'Ada', '--reset-url', LINK, '--time', ALL_KNOWN.time];
    const { status, stderr } = spawnSync(process.execPath, [built.command, ...args, '--ip', ALL_KNOWN.ip], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: `welcome-email: --ip: ${warningSentences['no-locator']} (no-locator: ${reason})\n`,
    });
  });
});

test('where geoip-lite is installed, there is no warning', async () => {
  const { text, warnings } = await built.run(`
    const warnings = [];
    process.on('warning', ({ message }) => warnings.push(message));
    const { text } = await welcome.renderWelcomeEmail(${known});
    await new Promise(setImmediate);
    console.log(JSON.stringify({ text, warnings }));
  `);
  expect(text).toContain('United Kingdom');
  expect(warnings).toEqual([]);
});

test('a process ends as soon as its mails are made, however long a locator might have taken', async () => {
  const { timers } = await built.run(`
    const locate = async () => ({ countryCode: 'GB' });
    const renderer = welcome.createWelcomeEmailRenderer({ locate, locateTimeoutMs: 60_000 });
    await renderer.render(${known});
    console.log(JSON.stringify({ timers: process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout') }));
  `);
  expect(timers).toEqual([]);
});

describe('the command', () => {
  const command = (args: string[], stdin = '') =>
    spawnSync(process.execPath, [built.command, ...args], {
      input: stdin,
      encoding: 'utf8',
      env: { ...process.env, GEODATADIR: '/nowhere' },
    });
  const render = ['render', '--name', 'Ada', '--reset-url', LINK, '--time', ALL_KNOWN.time];

  test('says why the locator failed', () => {
    const { status, stderr } = command([...render, '--ip', ALL_KNOWN.ip]);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: `welcome-email: --ip: ${warningSentences['locator-failed']} (locator-failed: ENOENT)\n`,
    });
    const { stdout } = command(['batch'], known);
    expect(JSON.parse(stdout).warnings).toEqual([{ field: 'ip', code: 'locator-failed', reason: 'ENOENT' }]);
  });

  test('says in one line what could not be loaded', async () => {
    const file = join(dirname(built.command), 'locales/eu.js');
    await rename(file, `${file}.away`);
    const { status, stdout, stderr } = command([...render, '--locale', 'eu']);
    await rename(`${file}.away`, file);
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: 'welcome-email: Could not load the locale eu: ERR_MODULE_NOT_FOUND\n',
    });
  });
});

describe('a batch', () => {
  const line = (i: number) => `${JSON.stringify({ ...NOTHING_KNOWN, name: `Reader ${i}` })}\n`;
  const start = () => {
    const child = spawn(process.execPath, [built.command, 'batch']);
    // It may end before it has read all.
    child.stdin.on('error', () => {});
    child.stdout.setEncoding('utf8');
    const printed = async () => {
      let text = '';
      for await (const piece of child.stdout) text += piece;
      return text;
    };
    return { child, printed };
  };
  /** Fails unless the first answers, and no others, are there as a whole. */
  const expectFirstAnswers = (text: string) => {
    const lines = text.split('\n');
    expect(lines.pop()).toBe('');
    lines.forEach((answer, i) => {
      expect(JSON.parse(answer).text).toContain(`Hello Reader ${i},`);
    });
    return lines.length;
  };

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('that gets %s in the middle stops after a whole answer', async (signal, status) => {
    const total = 100_000;
    const { child, printed } = start();
    const lines = function* () {
      for (let i = 0; i < total; i += 100) yield Array.from({ length: 100 }, (_, j) => line(i + j)).join('');
    };
    const writing = pipeline(Readable.from(lines()), child.stdin).catch(() => {});
    // Nobody reads on, so it is in the middle of writing.
    await once(child.stdout, 'readable');
    child.kill(signal);
    const [text, [exitStatus]] = await Promise.all([printed(), once(child, 'exit'), writing]);
    expect(exitStatus).toBe(status);
    const answered = expectFirstAnswers(text);
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(total);
  });

  test('that gets SIGTERM while it waits has answered all lines but half a one', async () => {
    const { child, printed } = start();
    child.stdin.write(`${line(0)}${line(1)}${line(2)}${line(3).slice(0, -10)}`);
    await once(child.stdout, 'readable');
    child.kill('SIGTERM');
    const [text, [exitStatus]] = await Promise.all([printed(), once(child, 'exit')]);
    expect(exitStatus).toBe(143);
    expect(expectFirstAnswers(text)).toBe(3);
  });
});

test('welcome-email/template compiles with the React that is installed, and shares its errors', async () => {
  const outcome = await built.run(`
    import { createElement } from 'react';
    import { compileTemplate, FullLink, With, CodeBox } from './dist/template.js';
    const Email = (content) => createElement('div', { lang: content.locale, dir: content.dir },
      content.t('heading'),
      createElement(With, { content, slot: 'link' }, createElement(FullLink, { content, href: content.value('link') })),
      createElement(With, { content, slot: 'code' }, createElement(CodeBox, { content })),
    );
    const template = JSON.parse(JSON.stringify(await compileTemplate({ html: Email, locales: ['de'] })));
    const { render } = welcome.createWelcomeEmailRenderer({ template, defaultLocale: 'de' });
    const { html } = await render(${known});
    const error = await compileTemplate({ html: () => null }).catch((error) => error);
    console.log(JSON.stringify({ html, isShared: error instanceof welcome.WelcomeEmailInputError, field: error.field }));
  `);
  expect(outcome).toEqual({ html: expect.stringContaining(LINK), isShared: true, field: 'html' });
  expect(outcome.html).toMatch(/<div lang="de" dir="ltr">.*<a href/);
});
