import { useEffect } from 'react';
import { Controls } from './controls.js';
import { brandOf, requestFor } from './fields.js';
import { useMail } from './hooks.js';
import { MailListRow } from './mail-list-row.js';
import { MailView } from './mail-view.js';
import type { Page } from './page.js';
import { Result } from './result.js';
import { expectationOf, titleOf } from './words.js';

/** One mail, and the controls of its input. */
export function Workspace({ page }: { readonly page: Page }) {
  const { source, catalog, choice, operation, locale, preset } = page;
  const request = requestFor(catalog, page, choice.typed);
  const { error, ...last } = useMail(source, catalog, request, preset?.id);
  // After an error, the last good mail stays, unless another one was chosen since.
  const isOfThis = last.request?.operation === operation.name && last.request.locale === locale.tag;
  const mail = error && !isOfThis ? undefined : last.mail;
  const title = `${titleOf(operation.name)} in ${locale.englishName}`;

  useEffect(() => {
    document.title = `${title} · welcome-email preview`;
  }, [title]);

  return (
    <div className="content">
      <main id="main" tabIndex={-1} aria-busy={!mail && !error}>
        <h1 className="hidden">{title}</h1>
        {error && (
          <div className="failure">
            <p>
              <strong>This email could not be rendered.</strong> {error.field && <code>{error.field}</code>}{' '}
              {expectationOf(error)}.
            </p>
            {mail && <p>Below is the last email that was rendered.</p>}
          </div>
        )}
        {mail && (
          <>
            <div className="card">
              <MailListRow mail={mail} sender={brandOf(catalog, last.request ?? request)['name']} />
              <Result mail={mail} />
            </div>
            <MailView page={page} mail={mail} title={title} />
          </>
        )}
        <p role="status" className="hidden">
          {error ? error.message : mail && `${title}: ${leftOut(mail.warnings.length)}`}
        </p>
      </main>
      <Controls page={page} request={request} warnings={last.mail?.warnings ?? []} error={error} />
    </div>
  );
}

function leftOut(count: number): string {
  return count === 0 ? 'no warnings' : count === 1 ? '1 warning' : `${count} warnings`;
}
