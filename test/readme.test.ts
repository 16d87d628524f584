import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, test } from 'vitest';
import WelcomeEmail from '../emails/welcome.js';
import { type Block, blocksOf, report } from '../recipes/blocks.js';
import { freeNames, headers, resetUrl } from '../recipes/values.js';
import { run } from '../src/cli/command.js';
import * as welcomeEmail from '../src/index.js';
import * as mmdb from '../src/mmdb.js';
import * as template from '../src/template.js';
import { writeMmdb } from './support/mmdb-writer.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const pages = ['README.md', 'docs/place.md'].map((page) => ({
  page,
  markdown: readFileSync(join(root, page), 'utf8'),
}));
const blocks = pages.flatMap(({ page, markdown }) => blocksOf(page, markdown));
const folder = mkdtempSync(join(tmpdir(), 'readme-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What imports packages of others is checked by recipes/check.js, where they are installed. */
const own = blocks.filter(({ language, thirdParties }) => language === 'ts' && thirdParties.length === 0);

test('every block is of a kind that is known', () => {
  expect(own.length).toBeGreaterThan(10);
  for (const { language, page, line } of blocks)
    expect(['ts', 'sh', 'json', 'yaml'], `${page}:${line}`).toContain(language);
  expect(pages.flatMap(({ markdown }) => markdown.match(/^```\w/gm))).toHaveLength(blocks.length);
});

test('the blocks compile', () => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const inMemory = new Map(own.map(({ name, code }) => [join(root, 'recipes/in-memory', name), code]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, directoryExists } = host;
  host.fileExists = (path) => inMemory.has(path) || fileExists.call(host, path);
  host.readFile = (path) => inMemory.get(path) ?? readFile.call(host, path);
  host.directoryExists = (path) => path.endsWith('recipes/in-memory') || !!directoryExists?.call(host, path);
  // Users install nothing of what is bundled, so the types they see need none of it; reading it would take half of the time.
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...rest) =>
    /\/node_modules\/(?!@types\/node\/|undici-types\/|typescript\/)/.test(path)
      ? ts.createSourceFile(path, '', ts.ScriptTarget.Latest)
      : getSourceFile.call(host, path, ...rest);
  const files = [...inMemory.keys(), join(root, 'recipes/free-names.d.ts')];
  // The README writes `process.env.NAME`, as everybody does.
  const program = ts.createProgram(files, { ...options, noPropertyAccessFromIndexSignature: false }, host);
  const diagnostics = [...inMemory.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  });
  expect(report(ts, diagnostics, own)).toEqual([]);
});

describe('the blocks run', () => {
  test.each(own.map((block) => [`${block.page}:${block.line}`, block] as const))('%s', async (_, block) => {
    const { rendered, sent, thrown, checked } = await runBlock(block);
    const [, expected] = /^\/\/ (\w+Error: .*?)…?$/m.exec(block.code) ?? [];
    if (expected !== undefined) {
      expect(String(thrown)).toContain(expected);
      return;
    }
    if (thrown !== undefined) throw thrown;
    expect(checked).toBe([...block.code.matchAll(RESULT)].length);
    if (/\brender(?:WelcomeEmail)?\(/.test(block.code)) expect(rendered.length).toBeGreaterThan(0);
    if (/\bsendMail\(|\bsendLink\(/.test(block.code)) expect(sent.length).toBeGreaterThan(0);
    for (const mail of [...rendered, ...sent]) {
      expect(mail.subject).toMatch(/\S/);
      for (const part of [mail.html, mail.text])
        expect(part).toMatch(/https:\/\/app\.example\.com\/|Your code/);
    }
  });
});

/** `mail.locale; // 'nb'` says what the expression is. */
const RESULT = /^(\S.*); \/\/ ('.*'|true|false|\d+)$/gm;

/** Of a block, and of the blocks it imports. */
async function runBlock(block: Block) {
  const { sent, values } = freeNames();
  const rendered: welcomeEmail.RenderedEmail[] = [];
  let checked = 0;
  const record = async (mail: Promise<welcomeEmail.RenderedEmail>) => {
    rendered.push(await mail);
    return mail;
  };
  const modules: Record<string, object> = {
    ...{ 'node:crypto': await import('node:crypto') },
    'welcome-email': {
      ...welcomeEmail,
      renderWelcomeEmail: (...input: Parameters<typeof welcomeEmail.renderWelcomeEmail>) =>
        record(welcomeEmail.renderWelcomeEmail(...input)),
      createWelcomeEmailRenderer: (options: welcomeEmail.RendererOptions) => {
        const renderer = welcomeEmail.createWelcomeEmailRenderer(options);
        return {
          ...renderer,
          render: (input: welcomeEmail.WelcomeEmailInput) => record(renderer.render(input)),
        };
      },
    },
    'welcome-email/template': {
      /** With our design in place of the reader's. */
      compileTemplate: (options: template.TemplateOptions) =>
        template.compileTemplate({ ...options, html: WelcomeEmail }),
    },
    'welcome-email/mmdb': {
      /** As if the files were where the page says. */
      createMmdbLocator: (files: mmdb.MmdbFiles, options: mmdb.MmdbOptions) => {
        for (const path of Object.values(typeof files === 'string' ? [files] : files))
          expect(path).toMatch(/\.mmdb$/);
        const file = join(folder, 'City.mmdb');
        writeFileSync(file, writeMmdb(4, { '81.2.69.0/24': { country: { iso_code: 'GB' } } }));
        return mmdb.createMmdbLocator(file, options);
      },
    },
  };

  async function evaluate({ code }: Block): Promise<Record<string, (...args: unknown[]) => unknown>> {
    for (const { name, ...imported } of own)
      if (code.includes(`from './${name.replace(/\.ts$/, '.js')}'`))
        modules[`./${name.replace(/\.ts$/, '.js')}`] ??= await evaluate({ name, ...imported });
    const exports = {};
    const { outputText } = ts.transpileModule(code.replace(RESULT, 'CHECK($1, $2);'), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    const globals = {
      exports,
      require: (name: string) => modules[name] ?? expect.fail(`The test has no ${name}`),
      CHECK(found: unknown, said: unknown) {
        expect(found).toBe(said);
        checked += 1;
      },
      ...values,
    };
    // In braces, since a block may declare what is a free name elsewhere.
    await new AsyncFunction(...Object.keys(globals), `{\n${outputText}\n}`)(...Object.values(globals));
    return exports;
  }

  let thrown: unknown;
  try {
    await use(await evaluate(block));
  } catch (error) {
    thrown = error;
  }
  return { rendered, sent, thrown, checked };
}

const AsyncFunction = (async () => {}).constructor as new (
  ...code: string[]
) => (...args: unknown[]) => Promise<void>;

/** What Ory Kratos sends with each type of mail. */
const SECRETS: Readonly<Record<string, object>> = {
  recovery_valid: { recovery_url: resetUrl },
  recovery_code_valid: { recovery_code: '402718' },
};

/** A block that only declares functions has done nothing yet. */
async function use({ POST, locationOf, factsOf, sendLink }: Record<string, (...args: unknown[]) => unknown>) {
  if (POST !== undefined) {
    process.env['COURIER_SECRET'] = 'secret';
    const post = (type: string, secret: string) =>
      POST(
        new Request('https://app.example.com/mail', {
          method: 'POST',
          headers: { ...headers, authorization: `Bearer ${secret}`, 'x-real-ip': '81.2.69.142' },
          body: JSON.stringify({
            email: 'ada@reader.example',
            to: 'ada@reader.example',
            type,
            data: { ...SECRETS[type], identity: { traits: {} } },
          }),
        }),
      ) as Promise<Response>;
    expect((await post('recovery_valid', 'secret')).ok).toBe(true);
    expect((await post('recovery_code_valid', 'secret')).ok).toBe(true);
    if (POST.toString().includes('authorization')) {
      expect((await post('recovery_valid', 'guessed')).status).toBe(401);
      expect((await post('verification_valid', 'secret')).ok).toBe(true);
    }
  }
  if (sendLink !== undefined && factsOf !== undefined) {
    const facts = factsOf(headers, '81.2.69.142');
    expect(factsOf(new Headers(headers), '81.2.69.142')).toMatchObject({
      ...(facts as object),
      time: expect.any(Date),
    });
    expect(JSON.stringify(facts)).not.toContain('secret');
    await sendLink('registration', 'ada@reader.example', facts);
    await sendLink('recovery', 'nobody@reader.example', JSON.parse(JSON.stringify(facts)));
  }
  if (locationOf !== undefined) {
    const vercel = { country: 'BR', city: 'S%C3%A3o%20Paulo', timezone: 'America/Sao_Paulo' };
    const entries = Object.entries(vercel).map(([key, value]) => [`x-vercel-ip-${key}`, value]);
    const location = locationOf({ headers: new Headers(Object.fromEntries(entries)) });
    expect(location).toMatchObject({ countryCode: 'BR', city: 'São Paulo', timeZone: 'America/Sao_Paulo' });
    expect(locationOf({ headers: new Headers() })).toBeUndefined();
  }
}

describe('the commands run', () => {
  const scripts = blocks.filter(({ language }) => language === 'sh').map(({ code }) => code.trim());
  const lines = scripts.flatMap((code) => code.replaceAll('\\\n', '').split('\n'));
  const commands = lines.flatMap((line) => /^npx (?:welcome-email|\.) (.*)$/.exec(line)?.[1] ?? []);
  const input = blocks.find(({ language }) => language === 'json')?.code ?? '';

  test.each(commands)('%s', async (command) => {
    const withoutFiles = command.replace(/ [<>] \S+/g, '');
    const args = (withoutFiles.match(/'[^']*'|\S+/g) ?? []).map((arg) => arg.replace(/^'|'$/g, ''));
    const streams = {
      stdin: Readable.from(pieces(input)),
      stdout: new PassThrough(),
      stderr: new PassThrough(),
    };
    const [status, output] = await Promise.all([
      run(args, streams).finally(() => streams.stdout.end()),
      textOf(streams.stdout),
    ]);
    expect(status).toBe(0);
    expect(output).toMatch(/https:\/\/app\.example\.com\//);
  });

  test('a script of npm that is named is there', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const markdown = pages.map(({ markdown }) => markdown).join('\n');
    const named = [...markdown.matchAll(/npm run ([\w:-]+)(?! --prefix)(?=[\s`])/g)].map(([, name]) => name);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});

/** As the places that show Markdown call a heading in a link. */
const headingsOf = (markdown: string) =>
  [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

test.each([
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'locales/README.md',
  'docs/tone.md',
  'docs/own-layout.md',
  'docs/place.md',
])('a link leads somewhere: %s', (page) => {
  const links = [...readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)]+)\)/g)];
  for (const [, link = ''] of links.filter(([, target]) => !target?.startsWith('https:'))) {
    const [path = '', heading] = link.split('#');
    const target = path === '' ? join(root, page) : join(root, page, '..', path);
    expect(existsSync(target), link).toBe(true);
    if (heading !== undefined) expect(headingsOf(readFileSync(target, 'utf8'))).toContain(heading);
  }
});

async function* pieces(text: string) {
  yield Buffer.from(text);
}
