// Checks the README's recipes with the packages they use: compiles them, and runs them as run.ts says.
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { blocksOf, report } from './blocks.js';
import { run } from './run.js';

const here = new URL('./', import.meta.url);
const out = new URL('out/', here);
const blocks = blocksOf('README.md', readFileSync(new URL('../README.md', here), 'utf8')).filter(
  ({ language, name, thirdParties }) => language === 'ts' && (thirdParties.length > 0 || name === 'mail.ts'),
);

// The package itself, as a user's project has it.
const installed = new URL('node_modules/welcome-email', here);
rmSync(installed, { force: true });
symlinkSync('../..', installed);

rmSync(out, { recursive: true, force: true });
mkdirSync(out);
for (const { name, code } of blocks) {
  // A recipe does not export its server, but run.ts needs it to stop it.
  const app = /^const app = /m.test(code) ? 'export { app };\n' : '';
  writeFileSync(new URL(name, out), code + app);
}

const path = fileURLToPath(new URL('tsconfig.json', here));
const { config } = ts.readConfigFile(path, ts.sys.readFile);
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, fileURLToPath(here), {}, path);
const mistakes = report(ts, ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options)), blocks);
if (mistakes.length > 0) throw new Error(`The README's recipes do not compile:\n${mistakes.join('\n')}`);

const names = new Map(blocks.flatMap(({ name, thirdParties }) => thirdParties.map((party) => [party, name])));
const ran = await run((party) => {
  const name = names.get(party);
  if (name === undefined) throw new Error(`No recipe of the README imports ${party}`);
  return new URL(name, out);
});
process.stdout.write(`${blocks.length - 1} recipes compile; of these ran: ${ran.join(', ')}\n`);
