import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ConfigError, createRenderer, describeError, findConfig, loadConfig } from '../src/config.js';
import { defineConfig, type RendererOptions, WelcomeEmailInputError } from '../src/index.js';
import { warningSentences } from '../src/warning-sentences.js';
import { buildPackage } from './support/built-package.js';
import { LINK } from './support/inputs.js';

let built: Awaited<ReturnType<typeof buildPackage>>;
beforeAll(async () => {
  built = await buildPackage();
});

/** Runs the command in a folder that has these files. */
async function runWith(files: Readonly<Record<string, string>>, ...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'welcome-email-config-'));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    const running = promisify(execFile)(process.execPath, [built.command, ...args], { cwd: folder });
    running.child.stdin?.end(
      `${JSON.stringify({ name: 'Ada', resetUrl: LINK, time: '2026-07-01T12:00:00Z' })}\n`,
    );
    const { stdout, stderr } = await running.catch((error) => error);
    return { stdout, stderr };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const render = [
  'render',
  '--name',
  'Ada',
  '--reset-url',
  LINK,
  '--time',
  '2026-07-01T12:00:00Z',
  '--format',
  'json',
];

test('defineConfig returns the options', () => {
  const options: RendererOptions = { brand: { name: 'Acme' } };
  expect(defineConfig(options)).toBe(options);
});

describe('a config', () => {
  const brand = "brand: { name: 'Acme', url: 'https://acme.example/' }";

  test.each([
    ['welcome-email.config.js', `module.exports = { ${brand} };`],
    ['welcome-email.config.mjs', `export default { ${brand} };`],
  ])('is found in the current folder: %s', async (name, content) => {
    const { stdout, stderr } = await runWith({ [name]: content }, ...render);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).subject).toBe('Welcome to Acme: set your password');
  });

  test('is the one that is named', async () => {
    const files = { 'welcome-email.config.mjs': 'throw 1', 'other.mjs': `export default { ${brand} };` };
    const { stdout } = await runWith(files, ...render, '--config', 'other.mjs');
    expect(JSON.parse(stdout).subject).toContain('Acme');
  });

  test('has the locales and the words', async () => {
    const config =
      "export default { locales: ['en', 'de'], defaultLocale: 'de', translations: { de: { subject: 'Hallo' } } };";
    const { stdout } = await runWith({ 'welcome-email.config.mjs': config }, ...render, '--locale', 'fr');
    expect(JSON.parse(stdout)).toMatchObject({ locale: 'de', subject: 'Hallo' });
  });

  test('has a brand that the flags replace as a whole, of one email and of a batch', async () => {
    const files = { 'welcome-email.config.mjs': `export default { ${brand} };` };
    for (const command of [render, ['batch']]) {
      const { stdout } = await runWith(files, ...command, '--brand-name', 'Other');
      expect(JSON.parse(stdout).subject).toContain('Other');
      expect(JSON.parse(stdout).html).not.toContain('acme.example');
      expect(JSON.parse((await runWith(files, ...command)).stdout).html).toContain('acme.example');
    }
  });

  test('is named in the warnings about it', async () => {
    const files = { 'welcome-email.config.mjs': "export default { brand: { name: 'Acme', url: 'x' } };" };
    for (const command of [render, ['batch']]) {
      const { stderr } = await runWith(files, ...command);
      expect(stderr).toBe(
        `welcome-email: welcome-email.config.mjs: brand.url: ${warningSentences['invalid-url']} (invalid-url)\n`,
      );
    }
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'a syntax error',
      { 'c.mjs': 'export default {\n  brand: { },},\n};' },
      "c.mjs:2: SyntaxError: Unexpected token ','",
    ],
    [
      'a syntax error in an import',
      { 'c.mjs': "import './words.mjs';", 'words.mjs': '\nexport default {\n' },
      'words.mjs:3: SyntaxError: Unexpected end of input',
    ],
    [
      'an error that it throws',
      { 'c.mjs': 'const brand = undefined;\nexport default brand.name;' },
      "c.mjs:2:22: TypeError: Cannot read properties of undefined (reading 'name')",
    ],
    [
      'an import that is missing',
      { 'c.mjs': "import './words.mjs';" },
      "c.mjs: Error: Cannot find module 'words.mjs' imported from c.mjs",
    ],
    ['a thrown value', { 'c.mjs': 'throw 1;' }, 'c.mjs: throws a value that is not an Error'],
    [
      'no default export',
      { 'c.mjs': '' },
      'c.mjs: has no default export. It must be the options of a renderer',
    ],
    [
      'a default export of another kind',
      { 'c.mjs': 'export default 1;' },
      'c.mjs: its default export must be an object with the options of a renderer',
    ],
    [
      'an unknown option',
      { 'c.mjs': 'export default { brnd: {} };' },
      'c.mjs: brnd: is not an option of a renderer',
    ],
    [
      'an invalid option',
      { 'c.mjs': "export default { translations: { de: { heading: '' } } };" },
      'c.mjs: translations.de.heading: must not be blank',
    ],
    [
      'JSX',
      { 'c.mjs': 'export default <b />;' },
      "c.mjs:1: SyntaxError: Unexpected token '<'. JSX must be compiled. Install tsx, and run: node --import tsx node_modules/welcome-email/dist/cli.js …",
    ],
    [
      'a file with JSX',
      { 'c.mjs': "import './design.jsx';", 'design.jsx': '<b />;' },
      'c.mjs: JSX must be compiled. Install tsx, and run: node --import tsx node_modules/welcome-email/dist/cli.js …',
    ],
    ['no such file', {}, '--config: there is no file c.mjs'],
  ])('that is of no use gives one line: %s', async (_, files, line) => {
    const { stdout, stderr } = await runWith(files, ...render, '--config', 'c.mjs');
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: `welcome-email: ${line}\n` });
  });

  test('in TypeScript is read where Node strips types, or says what it needs', async () => {
    const files = {
      'welcome-email.config.ts': `const config: object = { ${brand} };\nexport default config;`,
    };
    const { stdout, stderr } = await runWith({ ...files, 'package.json': '{ "type": "module" }' }, ...render);
    if ('typescript' in process.features && process.features.typescript) expect(stdout).toContain('Acme');
    else
      expect(stderr).toMatch(
        /^welcome-email: welcome-email\.config\.ts: TypeScript needs Node 22\.18 or newer.*tsx.*\n$/,
      );
  });
});

describe('an error of a config is described on one line', () => {
  const unknownFile = (name: string) =>
    Object.assign(new TypeError(`Unknown file extension ".${name}" for /a.${name}`), {
      code: 'ERR_UNKNOWN_FILE_EXTENSION',
    });

  test.each<[string, unknown, RegExp]>([
    ['a value that is no error', 'oops', /^a\.mjs: throws a value that is not an Error$/],
    ['an invalid option', new WelcomeEmailInputError('brand', 'wrong-type', 'must be x'), /^a\.mjs: brand: /],
    ['JSX', unknownFile('tsx'), /^a\.mjs: JSX must be compiled\. Install tsx/],
    ['JSX in JavaScript', new SyntaxError("Unexpected token '<'"), /Unexpected token '<'\. JSX must be/],
    ['TypeScript', unknownFile('ts'), /^a\.mjs: TypeScript needs Node 22\.18 or newer/],
    ['another file', unknownFile('png'), /TypeError: Unknown file extension "\.png"/],
    ['its place', new Error('two\n  lines'), /^test\/config\.test\.ts:\d+:\d+: Error: two lines$/],
    ['no place', Object.assign(new Error('x'), { stack: 'Error: x' }), /^a\.mjs: Error: x$/],
  ])('%s', (_, error, description) => {
    expect(describeError(error, 'a.mjs')).toMatch(description);
  });
});

test('a message keeps its slashes if the command runs in the root folder', () => {
  vi.spyOn(process, 'cwd').mockReturnValue('/');
  const error = Object.assign(new Error("Cannot find '/srv/words.mjs' and/or more"), { stack: '' });
  expect(describeError(error, 'a.mjs')).toBe("a.mjs: Error: Cannot find '/srv/words.mjs' and/or more");
  vi.restoreAllMocks();
});

describe('a config file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'welcome-email-config-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function load(name: string, content: string) {
    await writeFile(join(folder, name), content);
    return loadConfig(findConfig(join(folder, name)));
  }

  test('has the options as its default export', async () => {
    const { options } = await load('good.mjs', "export default { brand: { name: 'Acme' } };");
    expect(options).toEqual({ brand: { name: 'Acme' } });
    expect(await loadConfig(undefined)).toEqual({ name: undefined, options: {} });
  });

  test('must exist, load and have options', async () => {
    expect(() => findConfig(join(folder, 'missing.mjs'))).toThrow(ConfigError);
    await expect(load('none.mjs', 'export const a = 1;')).rejects.toThrow(/has no default export/);
    await expect(load('throws.mjs', "throw new Error('x');")).rejects.toThrow(/throws\.mjs:1:7: Error: x$/);
    const invalid = await load('invalid.mjs', 'export default { colour: 1 };');
    expect(() => createRenderer(invalid)).toThrow(/invalid\.mjs: colour: is not an option/);
    for (const value of ["'text'", 'null', '[]', 'undefined']) {
      const name = `default-${value.length}.mjs`;
      await expect(load(name, `export default ${value};`)).rejects.toThrow(
        `${name}: its default export must be an object with the options of a renderer`,
      );
    }
  });
});
