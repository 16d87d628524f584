// Packs the package as it would be published, installs it beside another version of React, and compares the mails that it renders there:
// in every supported version of Node, by import and by require, without geoip-lite, bundled, and in Bun, Deno and workerd. Then measures
// what it costs, compiles against its types, and fills a template that React 18 and 19 compiled. All of it happens in a temporary folder.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getAllCountries } from 'countries-and-timezones';
import { makeApp } from './check-package/app.js';
import { renderBundled } from './check-package/bundlers.js';
import { compareCountries, compareMails } from './check-package/compare.js';
import { printCosts } from './check-package/costs.js';
import { renderInBunAndDeno, renderInNode, renderWithoutGeoipLite } from './check-package/runtimes.js';
import { lintTarball, pack } from './check-package/tarball.js';
import { checkTemplate } from './check-package/template.js';
import { installTools } from './check-package/tools.js';
import { checkTypes } from './check-package/types.js';
import { renderInWorkerd } from './check-package/workerd.js';

const folder = mkdtempSync(join(tmpdir(), 'check-package-'));
try {
  const tarball = pack(folder);
  const tools = installTools(join(folder, 'tools'));
  lintTarball(tarball, tools);

  const app = join(folder, 'app');
  const countryCodes = Object.keys(getAllCountries());
  await makeApp(app, tarball, countryCodes);
  const outcomes = [
    ...renderInNode(app, tools),
    ...renderWithoutGeoipLite({ app, project: join(folder, 'without-geoip-lite'), tarball }, tools),
    ...renderBundled(app, folder, tools),
    ...renderInBunAndDeno(app, tools),
    ...renderInWorkerd(app, tools),
  ];
  compareMails(outcomes);
  compareCountries(outcomes, countryCodes);
  printCosts(folder, tarball, tools);
  checkTypes(app, tools);
  await checkTemplate(folder, tarball, tools);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (!process.exitCode) console.log('The package installs, runs and compiles');
