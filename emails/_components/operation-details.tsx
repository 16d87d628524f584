import type { Content, Slot } from '../content.js';
import { stylesFor } from '../theme.js';
import type { WordKey } from '../words.js';
import { With } from './section.js';
import { SlotValue, Text } from './words.js';

/** A row of the details. */
export interface DetailRow {
  /** The key of its label. */
  readonly label: WordKey;
  /** The slot of its value. */
  readonly slot: Slot;
}

/**
 * The rows of the details, in the order in which they are shown.
 *
 * @example
 * detailRows.map(({ label, slot }) => (
 *   <With key={slot} content={content} slot={slot}>
 *     <p>{content.t(label)} <SlotValue content={content} slot={slot} /></p>
 *   </With>
 * ));
 */
export const detailRows: readonly DetailRow[] = [
  { label: 'invitedByLabel', slot: 'invitedBy' },
  { label: 'platformLabel', slot: 'platform' },
  { label: 'locationLabel', slot: 'location' },
  { label: 'timeLabel', slot: 'time' },
];

/**
 * The details to check that the request is genuine, in a box. Each label is above its value. Unknown facts are omitted.
 *
 * @example
 * <OperationDetails content={content} />
 */
export function OperationDetails({ content }: { readonly content: Content }) {
  const styles = stylesFor(content.locale);
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
      <tbody>
        <tr>
          {/* The space above: Outlook's Word engine drops the margins of tables. */}
          <td height={32} />
        </tr>
        <tr>
          <td className="box line" style={styles.box}>
            <h2 className="strong" style={styles.boxHeading}>
              <Text content={content} words="detailsHeading" />
            </h2>
            {detailRows.map(({ label, slot }) => (
              <With key={slot} content={content} slot={slot}>
                <p className="quiet" style={styles.fact}>
                  <Text content={content} words={label} />
                  <br />
                  <SlotValue content={content} slot={slot} className="strong" style={styles.factValue} />
                </p>
              </With>
            ))}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
