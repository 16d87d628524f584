import { useEffect, useRef, useState } from 'react';
import { type Choice, linkTo, resolve } from './choice.js';
import { requestFor } from './fields.js';
import { Frame } from './frame.js';
import { schemesOf, widthInPixels } from './frames.js';
import { useMail, useSeen, useWidth } from './hooks.js';
import { schemes, widths } from './mail-view.js';
import type { Page } from './page.js';
import { SchemeNote } from './scheme-note.js';
import { Segments } from './segments.js';
import { titleOf } from './words.js';

/** Between light and dark, in CSS pixels. */
const GAP = 8;

interface Props {
  readonly page: Page;
  readonly view: 'locales' | 'operations';
}

/** All languages of an email, or all emails of a language. */
export function Sheet({ page, view }: Props) {
  const { catalog, choice, operation, locale, dispatch } = page;
  const [ignoresScheme, setIgnoresScheme] = useState(false);
  const title =
    view === 'locales'
      ? `${titleOf(operation.name)} in all languages`
      : `All emails in ${locale.englishName}`;
  const places: readonly Choice[] =
    view === 'locales'
      ? catalog.locales.map(({ tag }) => ({ ...choice, locale: tag }))
      : catalog.operations.map(({ name }) => ({ ...choice, operation: name }));

  useEffect(() => {
    document.title = `${title} · welcome-email preview`;
  }, [title]);

  return (
    <main id="main" className="content" tabIndex={-1}>
      <div className="tools">
        <h1>{title}</h1>
        <div className="switches">
          <Segments
            label="Width"
            options={widths}
            value={choice.width}
            onChoose={(width) => dispatch({ type: 'choose', parts: { width } })}
          />
          <Segments
            label="Color scheme"
            options={schemes}
            value={choice.scheme}
            onChoose={(scheme) => dispatch({ type: 'choose', parts: { scheme } })}
          />
        </div>
      </div>
      <SchemeNote ignoresScheme={ignoresScheme} />
      <ul className={`sheet ${choice.scheme}`}>
        {places.map((place) => (
          <Card
            key={`${place.operation} ${place.locale}`}
            page={page}
            place={place}
            view={view}
            onIgnoredScheme={() => setIgnoresScheme(true)}
          />
        ))}
      </ul>
    </main>
  );
}

interface CardProps extends Props {
  readonly place: Choice;
  readonly onIgnoredScheme: () => void;
}

/** A small mail that leads to the large one. It is rendered when it is near the screen. */
function Card({ page, place, view, onIgnoredScheme }: CardProps) {
  const { source, catalog, choice } = page;
  const card = useRef<HTMLLIElement>(null);
  const isSeen = useSeen(card);
  const { operation, locale, preset } = resolve(catalog, place) ?? page;
  const request = isSeen ? requestFor(catalog, { operation, locale, preset }, choice.typed) : undefined;
  const { mail, error } = useMail(source, catalog, request, preset?.id);
  const [small, room] = useWidth();
  const schemes = schemesOf(choice.scheme);
  const pixels = widthInPixels[choice.width];
  const scale = (room - GAP * (schemes.length - 1)) / schemes.length / pixels;
  return (
    <li ref={card}>
      <a href={linkTo({ ...place, view: 'mail', tab: 'html' })}>
        {view === 'locales' ? (
          <>
            <bdi lang={locale.tag}>{locale.name}</bdi> <code>{locale.tag}</code>
          </>
        ) : (
          titleOf(operation.name)
        )}
      </a>
      {error && <p className="problem">{error.message}</p>}
      <div ref={small} className="small" inert>
        {mail &&
          schemes.map((scheme) => (
            <Frame
              key={scheme}
              html={mail.html}
              title={`${titleOf(operation.name)} in ${locale.englishName}, ${scheme}`}
              scheme={scheme}
              width={pixels}
              scale={scale}
              onIgnoredScheme={onIgnoredScheme}
            />
          ))}
      </div>
    </li>
  );
}
