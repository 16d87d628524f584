import { type KeyboardEvent, useRef } from 'react';
import type { RenderedView } from '../protocol.js';
import type { Choice } from './choice.js';
import { Frames } from './frames.js';
import type { Page } from './page.js';
import { Headers, Plaintext, Source } from './parts.js';
import { Segments } from './segments.js';

type Tab = Choice['tab'];

const tabs: Readonly<Record<Tab, string>> = {
  html: 'HTML',
  text: 'Plaintext',
  source: 'Source',
  headers: 'Headers',
};
const names = Object.keys(tabs) as Tab[];
export const widths = { phone: 'Phone', desktop: 'Desktop' } as const;
export const schemes = { both: 'Both', light: 'Light', dark: 'Dark' } as const;

interface Props {
  readonly page: Page;
  readonly mail: RenderedView;
  readonly title: string;
}

/** The parts of a mail, one at a time. */
export function MailView({ page: { choice, dispatch }, mail, title }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const choose = (parts: Partial<Choice>) => dispatch({ type: 'choose', parts });

  function onKeyDown({ key }: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step === undefined) return;
    const next = (names.indexOf(choice.tab) + step + names.length) % names.length;
    choose({ tab: names[next] as Tab });
    list.current?.querySelectorAll('button')[next]?.focus();
  }

  return (
    <section aria-label="Email">
      <div className="tools">
        <div ref={list} role="tablist" aria-label="Parts of the email" className="tabs" onKeyDown={onKeyDown}>
          {names.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              aria-controls="panel"
              aria-selected={name === choice.tab}
              tabIndex={name === choice.tab ? 0 : -1}
              onClick={() => choose({ tab: name })}
            >
              {tabs[name]}
            </button>
          ))}
        </div>
        {choice.tab === 'html' && (
          <div className="switches">
            <Segments
              label="Width"
              options={widths}
              value={choice.width}
              onChoose={(width) => choose({ width })}
            />
            <Segments
              label="Color scheme"
              options={schemes}
              value={choice.scheme}
              onChoose={(scheme) => choose({ scheme })}
            />
          </div>
        )}
      </div>
      <div role="tabpanel" id="panel" aria-labelledby={`tab-${choice.tab}`}>
        {choice.tab === 'html' && <Frames html={mail.html} title={title} choice={choice} />}
        {choice.tab === 'text' && <Plaintext mail={mail} />}
        {choice.tab === 'source' && <Source mail={mail} />}
        {choice.tab === 'headers' && <Headers mail={mail} />}
      </div>
    </section>
  );
}
