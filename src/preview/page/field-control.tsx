import { useId } from 'react';
import type { Field } from './fields.js';

interface Props {
  readonly field: Field;
  readonly value: string;
  /** What is wrong with it. */
  readonly problem: string | undefined;
  readonly onType: (value: string) => void;
}

/** A field of the input, with what is wrong with it below. */
export function FieldControl({ field, value, problem, onType }: Props) {
  const { path, label, kind, choices, isTimeZone } = field;
  const id = useId();
  const common = {
    id,
    value,
    onChange: ({ target }: { readonly target: { readonly value: string } }) => onType(target.value),
    'aria-invalid': problem !== undefined,
    'aria-describedby': problem === undefined ? undefined : `${id}-problem`,
  };
  return (
    <div className="field">
      <div className="label">
        <label htmlFor={id}>{label}</label>
        <code>{path}</code>
      </div>
      {choices && <Choices label={label} choices={choices} value={value} onChoose={onType} />}
      {kind === 'lines' || kind === 'headers' ? (
        <textarea
          {...common}
          rows={3}
          dir={kind === 'lines' ? 'auto' : 'ltr'}
          placeholder={kind === 'headers' ? 'Sec-CH-UA: "Brave";v="141"' : undefined}
          spellCheck={false}
        />
      ) : (
        <div className="inputs">
          {kind === 'color' && (
            <input
              type="color"
              aria-label={`${label}: palette`}
              value={toSixDigits(value)}
              onChange={({ target }) => onType(target.value)}
            />
          )}
          <input
            {...common}
            type={{ instant: 'datetime-local', number: 'number' }[kind as string] ?? 'text'}
            inputMode={kind === 'url' || kind === 'email' ? kind : undefined}
            step={kind === 'instant' ? 1 : undefined}
            list={isTimeZone && TIME_ZONES}
            dir={kind === 'text' ? 'auto' : undefined}
            autoComplete="off"
            spellCheck={false}
          />
        </div>
      )}
      {problem !== undefined && (
        <p id={`${id}-problem`} className="problem">
          {problem}
        </p>
      )}
    </div>
  );
}

/** The id of the list of time zones. */
const TIME_ZONES = 'time-zones';

/** The time zones that a field suggests. All fields share one list. */
export function TimeZones() {
  return (
    <datalist id={TIME_ZONES}>
      {Intl.supportedValuesOf('timeZone').map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
  );
}

interface ChoicesProps {
  readonly label: string;
  readonly choices: Readonly<Record<string, string>>;
  readonly value: string;
  readonly onChoose: (value: string) => void;
}

/** Typical values by their names. What was typed is "Other". */
function Choices({ label, choices, value, onChoose }: ChoicesProps) {
  const isOther = value !== '' && !Object.values(choices).includes(value);
  return (
    <select
      aria-label={`${label}: typical values`}
      value={isOther ? 'other' : value}
      onChange={({ target }) => onChoose(target.value)}
    >
      <option value="">None</option>
      {isOther && <option value="other">Other</option>}
      {Object.entries(choices).map(([name, choice]) => (
        <option key={name} value={choice}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** The palette accepts nothing else. */
function toSixDigits(color: string): string {
  const [, digits] = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(color) ?? [];
  if (digits === undefined) return '#1a4fb4';
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`.toLowerCase();
}
