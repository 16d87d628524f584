import type { Catalog } from '../protocol.js';
import { type Choice, linkTo } from './choice.js';

const views = { mail: 'Email', locales: 'All languages', operations: 'All emails' } as const;

interface Props {
  readonly catalog: Catalog | undefined;
  readonly choice: Choice;
}

/** The name of the page, and its three views. */
export function Header({ catalog, choice }: Props) {
  return (
    <header className="top">
      <p className="title">
        <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
          <rect width="32" height="32" rx="8" />
          <path d="M7 11h18v11H7zl9 7 9-7" />
        </svg>
        <strong>welcome-email</strong>
        {catalog?.config && <code className="quiet">{catalog.config}</code>}
      </p>
      <nav aria-label="View" className="segments">
        {(Object.keys(views) as Array<keyof typeof views>).map((view) => (
          <a
            key={view}
            href={linkTo({ ...choice, view })}
            aria-current={view === choice.view ? 'page' : undefined}
          >
            {views[view]}
          </a>
        ))}
      </nav>
    </header>
  );
}
