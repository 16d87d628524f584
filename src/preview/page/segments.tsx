import { useId } from 'react';

interface Props<Value extends string> {
  /** For screen readers. */
  readonly label: string;
  /** The words for each value. */
  readonly options: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
}

/** A choice of few values: radio buttons in one row. */
export function Segments<Value extends string>({ label, options, value, onChoose }: Props<Value>) {
  const name = useId();
  return (
    <fieldset className="segments">
      <legend className="hidden">{label}</legend>
      {(Object.keys(options) as Value[]).map((option) => (
        <label key={option}>
          <input type="radio" name={name} checked={option === value} onChange={() => onChoose(option)} />
          <span>{options[option]}</span>
        </label>
      ))}
    </fieldset>
  );
}
