/** Which folder may import which, types included. `npm run lint` checks it. */
const rule = (name, from, to, comment) => ({ name, comment, severity: 'error', from: { path: from }, to });

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'A cycle has no beginning to read from.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    rule(
      'emails-are-below',
      '^emails/(?!previews/)',
      { path: '^(src|scripts|test)/' },
      'The template knows nothing of how it is filled.',
    ),
    rule(
      'untrusted-is-below',
      '^src/untrusted/',
      { path: '^src/(?!untrusted/|cache\\.ts)|^emails/' },
      'Input and facts share it.',
    ),
    rule(
      'parts-are-below-the-renderer',
      '^src/(geo|facts|i18n|input|template|untrusted)/',
      { path: '^src/(index|renderer|options|mmdb|config)\\.ts$|^src/(cli|preview)/' },
      'The renderer puts the parts together.',
    ),
    rule(
      'renderer-is-below-the-preview',
      '^src/(?!cli/|preview/|config\\.ts)',
      { path: '^src/(preview/|config\\.ts)' },
      'A program that only renders needs no config file and no preview.',
    ),
    rule(
      'preview-is-below-the-command',
      '^src/(?!cli/)',
      { path: '^src/cli/' },
      'The command is one of the users of the renderer and the preview.',
    ),
    rule(
      'page-knows-the-protocol',
      '^src/preview/page/',
      { path: '^src/(?!preview/(page/|protocol\\.ts))' },
      'It runs in a browser, and gets everything from the server or the static files.',
    ),
    rule(
      'page-is-bundled-apart',
      '^src/(?!preview/page/)',
      { path: '^src/preview/page/' },
      'The other code runs in Node.',
    ),
    rule(
      'input-knows-no-facts',
      '^src/(input|geo)/',
      { path: '^src/(facts|i18n|template)/' },
      'An input is checked before it is described.',
    ),
    rule(
      'facts-know-no-input',
      '^src/(facts|i18n|template)/',
      { path: '^src/input/' },
      'They take checked values.',
    ),
    rule(
      'words-know-no-facts',
      '^src/i18n/',
      { path: '^src/(facts|geo|template)/' },
      'Words are the same for every mail.',
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(src/i18n/shipped|emails/previews/locales)/' },
  },
};
