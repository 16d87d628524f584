import { useMemo } from 'react';
import type { RenderedView } from '../protocol.js';
import { preheaderOf } from './words.js';

interface Props {
  readonly mail: RenderedView;
  /** The brand's name. */
  readonly sender: unknown;
}

/** The email as a row in a mail program's list of emails. */
export function MailListRow({ mail, sender }: Props) {
  const preheader = useMemo(() => preheaderOf(mail.html), [mail.html]);
  const name = typeof sender === 'string' && sender.trim() !== '' ? sender : 'No brand';
  return (
    <section aria-label="In a mail list" className="row" dir={mail.dir}>
      <span className="avatar" aria-hidden="true">
        {[...name.trim()][0]}
      </span>
      <p className="sender">
        <bdi>{name}</bdi>
      </p>
      <p className="subject" lang={mail.locale}>
        <bdi>{mail.subject}</bdi>
      </p>
      <p className="preheader" lang={mail.locale}>
        <bdi>{preheader}</bdi>
      </p>
    </section>
  );
}
