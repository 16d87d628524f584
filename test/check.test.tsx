import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { run } from '../src/cli/command.js';
import { checkConfig, lengthLimits } from '../src/cli/findings.js';
import { missingKeys } from '../src/i18n/locale-file.js';
import type { RendererOptions } from '../src/index.js';
import { compileTemplate, FullLink } from '../src/template.js';
import { templateWarningSentences, warningSentences } from '../src/warning-sentences.js';
import { languageOf } from './support/languages.js';

const folder = mkdtempSync(join(tmpdir(), 'welcome-email-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

const check = (options: RendererOptions) => checkConfig({ name: 'config.mjs', options });

/** Runs the command with a config file. */
async function command(content: string, ...args: string[]) {
  const config = join(folder, `${crypto.randomUUID()}.mjs`);
  writeFileSync(config, content);
  const stdout = new PassThrough();
  let stderr = '';
  const streams = { stdin: Readable.from([]), stdout, stderr: { write: (text: string) => (stderr += text) } };
  const [status, printed] = await Promise.all([
    run(['check', '--config', config, ...args], streams).finally(() => stdout.end()),
    text(stdout),
  ]);
  return { status, stdout: printed, stderr };
}

test('finds nothing in ours, in any locale', async () => {
  const report = await check({ brand: { name: 'Acme', accentColor: '#0b6e4f' } });
  expect(report).toMatchObject({ mails: 336, locales: 56, findings: [] });
});

test('lists every missing word of every locale, and checks the others', async () => {
  const { heading_recovery, intro_recovery, help, ...welsh } = languageOf('en');
  const report = await check({
    locales: ['en', 'cy', 'yo'],
    defaultLocale: 'cy',
    translations: { en: { heading_recovery: 'x'.repeat(60) }, cy: welsh, yo: { dir: 'ltr' } },
  });
  expect(report.findings.filter(({ locale }) => locale !== 'yo')).toEqual([
    { locale: 'cy', what: 'words are missing: help' },
    { locale: 'cy', operation: 'recovery', what: 'words are missing: heading_recovery, intro_recovery' },
    {
      locale: 'en',
      operation: 'recovery',
      what: 'the heading has 60 characters, and should have fewer than 60',
    },
  ]);
  const words = report.findings.flatMap(({ locale, what }) =>
    locale === 'yo' ? what.replace('words are missing: ', '').split(', ') : [],
  );
  expect(words.sort()).toEqual(missingKeys({ dir: 'ltr' }).sort());
  expect(report).toMatchObject({ mails: 6, locales: 1 });
});

test.each(['subject', 'heading', 'button'] as const)(
  'finds a %s that is too long, and none that fits',
  async (part) => {
    const key = part === 'button' ? 'action' : part;
    const limit = lengthLimits[part];
    const findingsFor = async (words: string) =>
      (await check({ locales: ['de'], defaultLocale: 'de', translations: { de: { [key]: words } } }))
        .findings;
    // Escaped, these are longer.
    const longest = "'".repeat(limit - 1);
    expect(await findingsFor(longest)).toEqual([]);
    const findings = await findingsFor(`${longest}'`);
    const operations = [
      'registration',
      'recovery',
      'verification',
      'sign-in',
      'password-changed',
      'new-sign-in',
    ];
    expect(findings).toEqual(
      operations.map((operation) => ({
        locale: 'de',
        operation,
        what: `the ${part} has ${limit} characters, and should have fewer than ${limit}`,
      })),
    );
  },
);

test('finds what is ignored of the brand', async () => {
  const { findings } = await check({
    brand: { name: 'Acme', url: 'x', logo: { src: 'https://a.example/a.svg', width: 1, height: 1 } },
  });
  expect(findings).toEqual([
    { what: `brand.url: ${warningSentences['invalid-url']} (invalid-url)` },
    { what: `brand.logo.src: ${warningSentences['unsupported-image']} (unsupported-image)` },
  ]);
});

test('notes which colors links get', async () => {
  const notesFor = async (accentColor: `#${string}`) =>
    (await check({ locales: ['en'], brand: { name: 'Acme', accentColor } })).notes;
  expect(await notesFor('#fc0')).toEqual([
    expect.stringMatching(/^brand\.accentColor has a contrast of 1\.4:1 with .*: links become #[\da-f]{6}$/),
  ]);
  expect(await notesFor('#1a4fb4')).toEqual([
    expect.stringMatching(/^brand\.accentColor: links become #[\da-f]{6} in dark mode$/),
  ]);
});

test('finds what a template would better show, and that it is too large', async () => {
  const template = await compileTemplate({
    html: (content) => (
      <div lang={content.locale} dir={content.dir}>
        <p>{content.t('intro').repeat(3)}</p>
        <FullLink content={content} href={content.value('link')} />
        {content.value('code')}
        <p style={{ color: '#'.padEnd(102_000, '0') }} />
      </div>
    ),
    locales: ['en'],
  });
  const { findings } = await check({ template });
  expect(findings).toContainEqual({
    locale: 'en',
    operation: 'registration',
    what: `template: ${templateWarningSentences['fact-not-shown']} (fact-not-shown: html, platform)`,
  });
  expect(findings).toContainEqual({
    locale: 'en',
    operation: 'recovery',
    what: expect.stringMatching(/^the HTML has 10\d KB, and Gmail cuts off everything after 102 KB$/),
  });
});

test('prints a line for each finding, and exits 1 if there are any', async () => {
  const good = "export default { brand: { name: 'Acme' }, locales: ['en'] };";
  expect(await command(good)).toEqual({
    status: 0,
    stdout: '6 emails in 1 locale: no findings\n',
    stderr: '',
  });
  const bad = `export default {
    brand: { name: 'Acme', url: 'x', accentColor: '#1a4fb4' },
    locales: ['en'],
    translations: { en: { subject_recovery: 'x'.repeat(70) } },
  };`;
  const { status, stdout } = await command(bad);
  expect(status).toBe(1);
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(/^config: brand\.url: The email .* Use an absolute https: URL .* \(invalid-url\)$/),
    'en recovery: the subject has 70 characters, and should have fewer than 70',
    expect.stringMatching(/^note: brand\.accentColor: /),
    '6 emails in 1 locale: 2 findings',
    '',
  ]);
  const json = await command(bad, '--format', 'json');
  expect(json.status).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({ mails: 6, findings: [{}, { locale: 'en' }], notes: [{}] });
});

test('exits 2 if it cannot check', async () => {
  expect(await command('export default { locales: [] };')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^welcome-email: .*\.mjs: locales: must be some of /),
  });
  expect(await command("export default { translations: { en: { headin: 'x' } } };")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Did you mean heading?'),
  });
  expect(await command('export default {};', '--format', 'html')).toMatchObject({
    status: 2,
    stderr: 'welcome-email: --format must be one of text, json\n',
  });
});
