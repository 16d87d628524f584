import type { Content, Slot } from '../content.js';
import { stylesFor } from '../theme.js';
import type { WordKey } from '../words.js';
import { With } from './section.js';
import { Value } from './words.js';

/** The rows of the details, in the order in which they are shown. */
export const details = [
  { label: 'platformLabel', slot: 'platform' },
  { label: 'locationLabel', slot: 'location' },
  { label: 'timeLabel', slot: 'time' },
] as const satisfies ReadonlyArray<{ label: WordKey; slot: Slot }>;

/** What is known of the request, for the reader to judge it by. A fact that is not known has no row. */
export function OperationDetails({ content }: { readonly content: Content }) {
  const styles = stylesFor(content.locale);
  const [align, end] = content.dir === 'rtl' ? (['right', 'Left'] as const) : (['left', 'Right'] as const);
  return (
    <table cellPadding={0} cellSpacing={0} style={styles.details}>
      <tbody>
        {details.map(({ label, slot }) => (
          <With key={slot} content={content} slot={slot}>
            <tr>
              <th
                scope="row"
                align={align}
                className="quiet line"
                style={{ ...styles.label, [`padding${end}`]: 16 }}
              >
                {content.t(label)}
              </th>
              <td align={align} className="text line" style={styles.value}>
                <Value content={content} slot={slot} />
              </td>
            </tr>
          </With>
        ))}
      </tbody>
    </table>
  );
}
