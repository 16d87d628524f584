import { resolve } from './choice.js';
import { Header } from './header.js';
import { useChoice, useNews } from './hooks.js';
import { Navigation } from './navigation.js';
import type { Page } from './page.js';
import { Sheet } from './sheet.js';
import type { Source } from './source.js';
import { Workspace } from './workspace.js';

const LOST = 'The preview has stopped, or cannot be reached. This page goes on as soon as it is back.';

/** Says that the chosen language is not the one that is shown: a config may offer it no longer. */
function missingLocale({ choice, locale }: Page): string | undefined {
  if (choice.locale === '' || choice.locale === locale.tag || choice.view === 'locales') return undefined;
  return `The config does not offer the language ${choice.locale}. The preview shows ${locale.englishName} instead.`;
}

/** The whole page. */
export function App({ source }: { readonly source: Source }) {
  const { catalog, problem, connected } = useNews(source);
  const [choice, dispatch] = useChoice();
  const resolved = catalog && resolve(catalog, choice);
  const page = catalog && resolved && { source, catalog, choice, dispatch, ...resolved };
  const banner = connected ? (problem ?? (page && missingLocale(page))) : LOST;
  return (
    <>
      {page && (
        <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
          Skip to the email
        </button>
      )}
      <Header catalog={catalog} choice={choice} />
      {/* It is always there, since screen readers notice only what changes inside. */}
      <div role="alert" className="banner">
        {banner !== undefined && <p>{banner}</p>}
      </div>
      {page ? (
        <div className="columns">
          <Navigation page={page} />
          {choice.view === 'mail' ? <Workspace page={page} /> : <Sheet page={page} view={choice.view} />}
        </div>
      ) : (
        <main id="main" tabIndex={-1}>
          <h1 className="hidden">Preview</h1>
          {banner === undefined && <p className="quiet">Loading …</p>}
        </main>
      )}
    </>
  );
}
