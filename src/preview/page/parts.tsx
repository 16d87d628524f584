import { useState } from 'react';
import type { RenderedView } from '../protocol.js';

interface Props {
  readonly mail: RenderedView;
}

/** The plaintext part as a text reader draws it: each line has its own direction, and addresses look like links. */
export function Plaintext({ mail }: Props) {
  return (
    <div className="card plaintext" lang={mail.locale}>
      {mail.text.split('\n').map((line, i) => (
        <p key={i} dir="auto">
          {line
            .split(/(https?:\/\/\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/)
            .map((piece, i) => (i % 2 === 1 ? <u key={i}>{piece}</u> : piece))}
        </p>
      ))}
    </div>
  );
}

/** The HTML part. For reading, each block is on its own line. */
export function Source({ mail }: Props) {
  const [isCopied, setCopied] = useState(false);
  const pieces = mail.html
    .replace(
      /(?=<(?:!--|\/?(?:html|head|body|table|tr|div)\b|(?:td|p|h1|h2|style|title|meta)\b)|@media)/g,
      '\n',
    )
    .replace(/\n+/g, '\n')
    .trim()
    .split(/(<[^>]*>)/);
  return (
    <div className="card paper">
      <button
        type="button"
        className="button"
        onClick={() => navigator.clipboard.writeText(mail.html).then(() => setCopied(true))}
      >
        {isCopied ? 'Copied' : 'Copy'}
      </button>
      <pre>
        {pieces.map((piece, i) =>
          i % 2 === 1 ? (
            <span key={i} className="tag">
              {piece}
            </span>
          ) : (
            piece
          ),
        )}
      </pre>
    </div>
  );
}

/** The subject and the headers. */
export function Headers({ mail }: Props) {
  return (
    <dl className="card paper headers">
      {Object.entries({ Subject: mail.subject, ...mail.headers }).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
