// Checks the code in README.md and docs/ with the packages it uses, and with this package as npm packs it: compiles it, and runs it as
// run.ts says.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { parse } from 'yaml';
import { type Block, blocks, isCode, report } from './blocks.js';
import { run } from './run.js';

const here = fileURLToPath(new URL('./', import.meta.url));
const out = `${here}out/`;
rmSync(out, { recursive: true, force: true });
mkdirSync(out);

// The package as a user's project has it.
const installed = `${here}node_modules/welcome-email`;
rmSync(installed, { recursive: true, force: true });
mkdirSync(installed);
execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', out], {
  cwd: `${here}..`,
});
execFileSync('sh', ['-c', `tar -xzf '${out}'welcome-email-*.tgz --strip-components=1 -C '${installed}'`]);

// test/docs.test.ts checks the other blocks.
const recipes = blocks.filter(({ thirdParties }) => thirdParties.length > 0);
const code = blocks.filter((block) => recipes.includes(block) || isImported(block));
const { dependencies } = JSON.parse(readFileSync(`${here}package.json`, 'utf8')) as { dependencies: object };
const parties = recipes.flatMap(({ thirdParties }) => thirdParties);
// next.ts tries the recipes for Next.js.
const unknown = parties.filter((party) => !(packageOf(party) in { next: '', ...dependencies }));
if (unknown.length > 0) throw new Error(`recipes/package.json lacks ${unknown}`);

for (const { name, code: text } of code) {
  // A recipe does not export its server, but run.ts needs it to stop it.
  const app = /^const app = /m.test(text) ? 'export { app };\n' : '';
  mkdirSync(dirname(out + name), { recursive: true });
  writeFileSync(out + name, text + app);
}

const path = `${here}tsconfig.json`;
const { config } = ts.readConfigFile(path, ts.sys.readFile);
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, here, {}, path);
for (const { language, code } of blocks) if (language === 'yaml') parse(code);

const mistakes = report(ts, ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options)));
if (mistakes.length > 0) throw new Error(`The recipes do not compile:\n${mistakes.join('\n')}`);

const names = new Map(
  recipes.flatMap(({ name, thirdParties }) => thirdParties.map((party) => [party, name])),
);
const ran = await run((party) => {
  const name = names.get(party);
  if (name === undefined) throw new Error(`No recipe imports ${party}`);
  return new URL(`out/${name}`, import.meta.url);
});
process.stdout.write(`${recipes.length} recipes compile; of these ran: ${ran.join(', ')}\n`);
// The queue's worker goes on waiting for jobs.
process.exit();

function isImported({ name, language }: Block): boolean {
  const specifier = new RegExp(`from '[./]+/${name.replace(/\.tsx?$/, '')}(?:\\.js)?'`);
  return isCode(language) && recipes.some((recipe) => specifier.test(recipe.code));
}

/** `@nestjs/common` of `@nestjs/common/enums`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
