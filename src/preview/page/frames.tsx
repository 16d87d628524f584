import { useState } from 'react';
import type { Choice } from './choice.js';
import { Frame } from './frame.js';
import { useWidth } from './hooks.js';
import { SchemeNote } from './scheme-note.js';

/** In CSS pixels. A phone's is that of most iPhones; the mail's wide layout begins at 481. */
export const widthInPixels = { phone: 375, desktop: 640 } as const;

export const schemesOf = (scheme: Choice['scheme']) =>
  scheme === 'both' ? (['light', 'dark'] as const) : [scheme];

const GAP = 24;
/** Letters of 16 px are still easy to read. If mails side by side would be smaller, they are one below the other. */
const SMALLEST_SCALE = 0.6;

interface Props {
  readonly html: string;
  readonly title: string;
  readonly choice: Choice;
}

/** The mail in light and in dark, as large as there is room. */
export function Frames({ html, title, choice: { width, scheme } }: Props) {
  const [stage, room] = useWidth();
  const [link, setLink] = useState('');
  const [ignoresScheme, setIgnoresScheme] = useState(false);
  const schemes = schemesOf(scheme);
  const pixels = widthInPixels[width];
  const share = (room - GAP * (schemes.length - 1)) / schemes.length / pixels;
  const scale = Math.min(1, share >= SMALLEST_SCALE ? share : room / pixels);
  return (
    <>
      <SchemeNote ignoresScheme={ignoresScheme} />
      <div ref={stage} className="stage">
        {room > 0 &&
          schemes.map((scheme) => (
            <figure key={scheme}>
              <figcaption>
                {scheme === 'dark' ? 'Dark' : 'Light'} · {pixels} px
                {scale < 1 && ` at ${Math.round(scale * 100)} %`}
              </figcaption>
              <Frame
                html={html}
                title={`${title}, ${scheme}`}
                scheme={scheme}
                width={pixels}
                scale={scale}
                onLink={setLink}
                onIgnoredScheme={() => setIgnoresScheme(true)}
              />
            </figure>
          ))}
      </div>
      <div role="status" className="note">
        {link && (
          <p>
            Links are switched off here. This one leads to <bdi>{link}</bdi>
          </p>
        )}
      </div>
    </>
  );
}
