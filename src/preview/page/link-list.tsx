import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

interface Props {
  /** The id of its heading. */
  readonly label: string;
  readonly items: ReadonlyArray<{ readonly id: string; readonly href: string; readonly content: ReactNode }>;
  readonly current: string | undefined;
  /** Called when an arrow key moves to an item. */
  readonly onMove: (id: string) => void;
  /** Called when an item is chosen by a click or Enter. */
  readonly onChoose: () => void;
}

/** Links of which one may be current. Tab reaches that one, or the first, and the arrow keys the others. */
export function LinkList({ label, items, current, onMove, onChoose }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const ids = items.map(({ id }) => id);
  const reachable = current !== undefined && ids.includes(current) ? current : ids[0];

  useEffect(() => {
    const box = list.current;
    const link = box?.querySelector<HTMLElement>(`[data-id="${CSS.escape(current ?? '')}"]`);
    if (!box || !link) return;
    // `scrollIntoView()` would scroll the page as well.
    const { offsetTop: top, offsetHeight: height } = link;
    box.scrollTop = Math.max(Math.min(box.scrollTop, top), top + height - box.clientHeight);
    if (box.contains(document.activeElement)) link.focus({ preventScroll: true });
  }, [current]);

  function onKeyDown(event: KeyboardEvent) {
    const next = neighbor(ids, current, event.key);
    if (next === undefined) return;
    event.preventDefault();
    onMove(next);
  }

  return (
    <ul ref={list} aria-labelledby={label} className="links">
      {items.map(({ id, href, content }) => (
        <li key={id}>
          <a
            href={href}
            data-id={id}
            tabIndex={id === reachable ? 0 : -1}
            aria-current={id === current ? 'true' : undefined}
            onKeyDown={onKeyDown}
            onClick={onChoose}
          >
            {content}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Returns what a key moves to from the current item, if it moves. Without one, the arrow keys move to the first item. */
export function neighbor(
  ids: readonly string[],
  current: string | undefined,
  key: string,
): string | undefined {
  const index = current === undefined ? -1 : ids.indexOf(current);
  switch (key) {
    case 'ArrowDown':
      return ids[Math.min(index + 1, ids.length - 1)];
    case 'ArrowUp':
      return ids[Math.max(index - 1, 0)];
    case 'Home':
      return ids[0];
    case 'End':
      return ids.at(-1);
    default:
      return undefined;
  }
}
