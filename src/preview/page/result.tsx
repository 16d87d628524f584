import { useMemo } from 'react';
import type { RenderedView } from '../protocol.js';

/** Gmail cuts off what is longer. */
const GMAIL_KB = 102;

/** The size of the mail, and what was left out. */
export function Result({ mail: { html, warnings } }: { readonly mail: RenderedView }) {
  const kilobytes = useMemo(() => new TextEncoder().encode(html).length / 1024, [html]);
  const isTooLong = kilobytes > GMAIL_KB;
  return (
    <section aria-label="Result" className="result">
      <p>
        <meter aria-label="Size" min={0} max={GMAIL_KB} high={GMAIL_KB * 0.8} optimum={0} value={kilobytes} />
        <span>
          {kilobytes.toFixed(1)} KB of HTML.{' '}
          {isTooLong ? `Gmail cuts it off after ${GMAIL_KB} KB.` : `Gmail shows up to ${GMAIL_KB} KB.`}
        </span>
      </p>
      {warnings.length === 0 ? (
        <p>No warnings: every value could be used.</p>
      ) : (
        <ul className="warnings">
          {warnings.map(({ field, code, reason, meaning }) => (
            <li key={`${field} ${code}`}>
              <strong>{field}</strong> <code>{[code, reason].filter(Boolean).join(': ')}</code> {meaning}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
