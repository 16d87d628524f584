import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as jsxRuntime from 'react/jsx-runtime';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import WelcomeEmail from '../emails/welcome.js';
import { type Block, blocks, isCode, pages, report } from '../recipes/blocks.js';
import { freeNames, headers, resetUrl } from '../recipes/values.js';
import { run } from '../src/cli/command.js';
import * as welcomeEmail from '../src/index.js';
import * as mmdb from '../src/mmdb.js';
import * as page from '../src/page.js';
import * as template from '../src/template.js';
import { writeMmdb } from './support/mmdb-writer.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'docs-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What imports packages of others is checked by recipes/check.js, where they are installed. */
const own = blocks.filter(({ language, thirdParties }) => isCode(language) && thirdParties.length === 0);
const at = ({ page, line }: Block) => `${page}:${line}`;

/** How a block of each language is checked. One without a language is output, or a diagram. */
const languages: Readonly<Record<string, (code: string) => unknown>> = {
  '': () => {},
  js: checkedBelow,
  ts: checkedBelow,
  tsx: checkedBelow,
  sh: checkedBelow,
  text: checkedBelow,
  json: JSON.parse,
  yaml: checkedByRecipes,
  jsonnet: checkedByRecipes,
};
function checkedBelow() {}
/** recipes/check.ts has a parser. */
function checkedByRecipes() {}

test('every block is of a kind that is checked', () => {
  expect(own.length).toBeGreaterThan(10);
  for (const block of blocks) {
    expect(Object.keys(languages), at(block)).toContain(block.language);
    expect(() => languages[block.language]?.(block.code), at(block)).not.toThrow();
  }
  const fences = [...pages.values()].flatMap((page) => page.match(/^ *(?:```|~~~)/gm) ?? []);
  expect(fences).toHaveLength(2 * blocks.length);
  const names = blocks.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test('the blocks compile', () => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const inMemory = new Map(own.map(({ name, code }) => [join(root, 'recipes/in-memory', name), code]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, directoryExists } = host;
  host.fileExists = (path) => inMemory.has(path) || fileExists.call(host, path);
  host.readFile = (path) => inMemory.get(path) ?? readFile.call(host, path);
  host.directoryExists = (path) => path.includes('recipes/in-memory') || !!directoryExists?.call(host, path);
  // Users install nothing of what is bundled, so the types they see need none of it; reading it would take half of the time.
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...rest) =>
    /\/node_modules\/(?!@types\/(?:node|react)\/|csstype\/|undici-types\/|typescript\/)/.test(path)
      ? ts.createSourceFile(path, '', ts.ScriptTarget.Latest)
      : getSourceFile.call(host, path, ...rest);
  const files = [...inMemory.keys(), join(root, 'recipes/free-names.d.ts')];
  // The pages write `process.env.NAME`, as everybody does.
  const program = ts.createProgram(files, { ...options, noPropertyAccessFromIndexSignature: false }, host);
  const diagnostics = [...inMemory.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  });
  expect(report(ts, diagnostics)).toEqual([]);
});

describe('the blocks run', () => {
  beforeAll(() => {
    process.env['COURIER_SECRET'] = 'secret';
    // docs/words.md copies it.
    copyFileSync(join(root, 'locales/en/welcome.json'), join(folder, 'cy.json'));
  });

  test.each(own.map((block) => [at(block), block] as const))('%s', async (_, block) => {
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
    'node:crypto': await import('node:crypto'),
    'node:fs/promises': {
      readFile: (path: string) => readFile(join(folder, path), 'utf8'),
      writeFile: (path: string, content: string) => writeFile(join(folder, path), content),
    },
    'react/jsx-runtime': jsxRuntime,
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
    'welcome-email/page': page,
    'welcome-email/template': {
      ...template,
      /** With our design in place of the reader's, unless the page has one. */
      compileTemplate: ({ html, ...options }: template.TemplateOptions) =>
        template.compileTemplate({ ...options, html: html === values.MyEmail ? WelcomeEmail : html }),
    },
    'welcome-email/mmdb': {
      /** As if the file were where the page says. */
      createMmdbLocator: (files: mmdb.MmdbFiles) => {
        for (const path of typeof files === 'string' ? [files] : Object.values(files))
          expect(path).toMatch(/\.mmdb$/);
        const file = join(folder, 'City.mmdb');
        writeFileSync(file, writeMmdb(4, { '81.2.69.0/24': { country: { iso_code: 'GB' } } }));
        return mmdb.createMmdbLocator(file);
      },
    },
  };

  async function evaluate({ code }: Block): Promise<Record<string, (...args: unknown[]) => unknown>> {
    for (const [, specifier = ''] of code.matchAll(/ from '(\.[^']+)'/g)) {
      const imported = own.find(({ name }) => specifier.endsWith(`/${name.replace(/\.tsx?$/, '.js')}`));
      if (imported !== undefined) modules[specifier] ??= await evaluate(imported);
    }
    const exports = {};
    const { outputText } = ts.transpileModule(code.replace(RESULT, 'CHECK($1, $2);'), {
      compilerOptions: {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        jsx: ts.JsxEmit.ReactJSX,
      },
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
    await use(block, await evaluate(block), sent);
  } catch (error) {
    thrown = error;
  }
  return { rendered, sent, thrown, checked };
}

const AsyncFunction = (async () => {}).constructor as new (
  ...code: string[]
) => (...args: unknown[]) => Promise<void>;

/** What Ory Kratos sends with each type of email. */
const KRATOS: readonly (readonly [type: string, data: object])[] = [
  ['recovery_valid', { recovery_url: resetUrl }],
  ['recovery_code_valid', { recovery_code: '402718' }],
  ['verification_valid', { verification_url: resetUrl }],
  ['verification_code_valid', { verification_url: resetUrl, verification_code: '402718' }],
  ['login_code_valid', { login_code: '402718' }],
  ['registration_code_valid', { registration_code: '402718', traits: {} }],
];

/** A block that only declares functions has done nothing yet. */
async function use(
  { name }: Block,
  { POST, locationOf, factsOf, sendLink, logFailure }: Record<string, (...args: unknown[]) => unknown>,
  sent: readonly unknown[],
) {
  const post = (body: object, authorization = '') =>
    POST?.(
      new Request('https://app.example.com/', {
        method: 'POST',
        headers: { ...headers, authorization, 'x-real-ip': '81.2.69.142' },
        body: JSON.stringify(body),
      }),
    ) as Promise<Response>;
  if (name === 'forgot.ts') {
    for (const email of ['ada@reader.example', 'nobody@reader.example'])
      expect((await post({ email })).status).toBe(202);
    await expect.poll(() => sent).toHaveLength(1);
  }
  if (name === 'kratos.ts') {
    for (const [type, data] of KRATOS) {
      const message = { to: 'ada@reader.example', type, data: { identity: { traits: {} }, ...data } };
      expect((await post(message, 'Bearer secret')).status).toBe(204);
      expect((await post(message, 'Bearer guessed')).status).toBe(401);
    }
    expect(sent).toHaveLength(KRATOS.length);
    expect((await post({ type: 'recovery_invalid', data: {} }, 'Bearer secret')).status).toBe(200);
    expect(sent).toHaveLength(KRATOS.length);
    await expect(post({ to: '', type: 'recovery_valid', data: {} }, 'Bearer secret')).rejects.toThrow();
  }
  if (name === 'mail.ts') {
    const facts = factsOf?.(headers, '81.2.69.142') as object;
    expect(factsOf?.(new Headers(headers), '81.2.69.142')).toMatchObject({
      ...facts,
      time: expect.any(Date),
    });
    expect(JSON.stringify(facts)).not.toContain('secret');
    await sendLink?.('registration', 'ada@reader.example', facts);
    await sendLink?.('recovery', 'nobody@reader.example', JSON.parse(JSON.stringify(facts)));
    expect(sent).toHaveLength(1);
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    logFailure?.(Object.assign(new Error('550 ada@reader.example'), { code: 'EENVELOPE' }));
    expect(JSON.stringify(error.mock.calls)).toMatch(/EENVELOPE(?!.*reader)/);
    error.mockRestore();
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
  const commands = blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ page, code }) => {
      const lines = code.trim().replaceAll('\\\n', '').split('\n');
      return lines.flatMap((line) => {
        const [, command] = /^npx (?:welcome-email|\.) (.*)$/.exec(line) ?? [];
        return command === undefined ? [] : [{ command, page }];
      });
    })
    // It runs until it is stopped, so browser/preview.test.ts tries it.
    .filter(({ command }) => !command.startsWith('preview'));

  test.each(commands)('$page: $command', async ({ command, page }) => {
    const input = blocks.find((block) => block.language === 'json' && block.page === page)?.code ?? '';
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
    expect(output).toMatch(command.startsWith('check') ? /no findings/ : /https:\/\/app\.example\.com\//);
    const said = blocks.find((block) => block.language === 'text' && block.page === page)?.code;
    if (command.includes('--format text')) expect(output).toBe(said);
  });

  test('a script of npm that is named is there', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const all = [...pages.values()].join('\n');
    const named = [...all.matchAll(/npm run ([\w:-]+)(?! --prefix)(?=[\s`])/g)].map(([, name]) => name);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});

/** As the places that show Markdown call a heading in a link. */
const anchorsOf = (markdown: string) => [
  ...[...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  ),
  ...[...markdown.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id),
];

/** The files of the package, as npm packs them. */
const packed = packedFiles();
const markdown = [...packed].filter((path) => path.endsWith('.md'));

test('the package has the pages that people read', () => {
  expect(markdown).toEqual(expect.arrayContaining([...pages.keys(), 'SECURITY.md', 'CHANGELOG.md']));
});

test.each([...markdown, 'CONTRIBUTING.md', 'locales/README.md'])('a link leads somewhere: %s', (page) => {
  for (const { target, heading } of linksOf(page)) {
    expect(existsSync(join(root, target)), target).toBe(true);
    if (heading !== undefined)
      expect(anchorsOf(readFileSync(join(root, target), 'utf8')), `#${heading}`).toContain(heading);
  }
});

/** Who has only the package must find what its pages link to. */
test.each(markdown)('a link leads to what is packed: %s', (page) => {
  const isPacked = (target: string) => [...packed].some((path) => `${path}/`.startsWith(`${target}/`));
  const targets = linksOf(page).map(({ target }) => target);
  expect(targets.filter((target) => !isPacked(target))).toEqual([]);
});

/** The links and the pictures of a page that lead to files of this project. */
function linksOf(page: string) {
  const text = readFileSync(join(root, page), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|\b(?:href|src|srcset)="([^"\s]+)"/g)];
  return links
    .map(([, inMarkdown, inHtml]) => inMarkdown ?? inHtml ?? '')
    .filter((link) => !/^(?:https|mailto):/.test(link))
    .map((link) => {
      const [path = '', heading] = link.split('#');
      return { target: path === '' ? page : normalize(join(page, '..', path)).replace(/\/$/, ''), heading };
    });
}

function packedFiles(): ReadonlySet<string> {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const answer = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' })) as object;
  // npm 12 prints an object by name, older versions a list.
  const [{ files }] = Object.values(answer) as [{ files: { path: string }[] }];
  return new Set(files.map(({ path }) => path));
}

async function* pieces(text: string) {
  yield Buffer.from(text);
}
