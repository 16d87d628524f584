import { useState } from 'react';

interface Props {
  readonly html: string;
  readonly title: string;
  readonly scheme: 'light' | 'dark';
  /** The width of the email, in CSS pixels. */
  readonly width: number;
  readonly scale: number;
  /** Called with the address of a link that was clicked. */
  readonly onLink?: (href: string) => void;
  /** Called if the browser ignores the color scheme of the frame. */
  readonly onIgnoredScheme?: () => void;
}

/**
 * An email in a frame of the same height. The sandbox allows no scripts, forms or windows, and no navigation of this page.
 * `allow-same-origin` lets this page measure the email.
 *
 * The `color-scheme` of the frame decides whether `prefers-color-scheme` is light or dark in it.
 */
export function Frame({ html, title, scheme, width, scale, onLink, onIgnoredScheme }: Props) {
  const [loaded, setLoaded] = useState(html);
  const [height, setHeight] = useState(480);

  function onLoad(frame: HTMLIFrameElement, html: string) {
    const inside = frame.contentDocument;
    if (!inside) return;
    const measure = () => frame.isConnected && setHeight(inside.documentElement.offsetHeight);
    new ResizeObserver(measure).observe(inside.documentElement);
    inside.addEventListener('click', (event) => {
      event.preventDefault();
      const link = (event.target as Element).closest('a');
      if (link) onLink?.(link.href);
    });
    const isDark = frame.contentWindow?.matchMedia('(prefers-color-scheme: dark)').matches;
    if (isDark !== (scheme === 'dark')) onIgnoredScheme?.();
    measure();
    setLoaded(html);
  }

  return (
    <div className="frame" style={{ width: width * scale, height: height * scale }}>
      {/* The last email stays until the next one has loaded, so that nothing flickers. */}
      {[...new Set([loaded, html])].map((each) => (
        <iframe
          key={each}
          title={title}
          sandbox="allow-same-origin"
          srcDoc={each}
          onLoad={({ currentTarget }) => onLoad(currentTarget, each)}
          style={{
            colorScheme: scheme,
            width,
            height,
            transform: `scale(${scale})`,
            visibility: each === loaded ? 'visible' : 'hidden',
          }}
        />
      ))}
    </div>
  );
}
