import type { FailedView, MailRequest, RenderedView } from '../protocol.js';
import { presetsOf } from './choice.js';
import { FieldControl, TimeZones } from './field-control.js';
import { type Field, sectionsFor, textOf } from './fields.js';
import type { Page } from './page.js';
import { Segments } from './segments.js';
import { expectationOf } from './words.js';

interface Props {
  readonly page: Page;
  readonly request: MailRequest;
  readonly warnings: RenderedView['warnings'];
  readonly error: FailedView['error'] | undefined;
}

/** The presets, and a control for each field of the input. */
export function Controls({ page, request, warnings, error }: Props) {
  const { catalog, choice, operation, preset, dispatch } = page;
  const presets = presetsOf(catalog, operation);
  const sections = sectionsFor(catalog, page).filter(({ fields }) => fields.length > 0);
  const fields = sections.flatMap(({ fields }) => fields);
  const problems = new Map<Field | undefined, string>([
    ...warnings.map(({ field, meaning }) => [fieldFor(fields, field), meaning] as const),
    ...(error ? [[fieldFor(fields, error.field), `This field ${expectationOf(error)}.`] as const] : []),
  ]);
  return (
    <aside aria-label="Input" className="controls">
      <div className="heading">
        <h2>State</h2>
        {catalog.mode === 'live' && Object.keys(choice.typed).length > 0 && (
          <button type="button" className="button" onClick={() => dispatch({ type: 'undo' })}>
            Undo changes
          </button>
        )}
      </div>
      <Segments
        label="State"
        options={Object.fromEntries(presets.map(({ id, name }) => [id, name]))}
        value={preset?.id ?? ''}
        onChoose={(id) => dispatch({ type: 'choose', parts: { preset: id } })}
      />
      {catalog.mode === 'static' ? (
        <p className="quiet">
          This is a static copy. To change values, run <code>npx welcome-email preview</code>.
        </p>
      ) : (
        <>
          <TimeZones />
          {sections.map(({ title, open, fields }) => (
            <details key={title} open={open}>
              <summary>
                <h2>{title}</h2>
              </summary>
              <div className="fields">
                {fields.map((field) => (
                  <FieldControl
                    key={field.path}
                    field={field}
                    value={choice.typed[field.path] ?? textOf(catalog, request, field)}
                    problem={problems.get(field)}
                    onType={(value) => dispatch({ type: 'type', path: field.path, value })}
                  />
                ))}
              </div>
            </details>
          ))}
        </>
      )}
    </aside>
  );
}

/** The control for the field of a warning: `location` is that of `location.countryCode`. */
function fieldFor(fields: readonly Field[], name: string): Field | undefined {
  return fields.find(({ path }) => path === name) ?? fields.find(({ path }) => path.startsWith(`${name}.`));
}
