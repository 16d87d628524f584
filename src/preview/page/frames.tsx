import { useState } from 'react';
import type { Choice } from './choice.js';
import { Frame } from './frame.js';
import { useWidth } from './hooks.js';
import { SchemeNote } from './scheme-note.js';

/** In CSS pixels. The phone has the width of most iPhones. The wide layout of the email begins at 481. */
export const widthInPixels = { phone: 375, desktop: 640 } as const;

export const schemesOf = (scheme: Choice['scheme']) =>
  scheme === 'both' ? (['light', 'dark'] as const) : [scheme];

const GAP = 24;
/** The least scale at which letters of 16 px are easy to read. If it would be less, the emails are not side by side. */
const SMALLEST_SCALE = 0.6;

interface Props {
  readonly html: string;
  readonly title: string;
  readonly choice: Choice;
}

/** The email in light and dark mode, as large as fits. */
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
