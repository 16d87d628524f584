import { type KeyboardEvent, useState } from 'react';
import type { LocaleChoice } from '../protocol.js';
import { type Choice, linkTo } from './choice.js';
import { LinkList, neighbor } from './link-list.js';
import type { Page } from './page.js';
import { titleOf } from './words.js';

/** The operations and the locales. On narrow screens they are behind a button. */
export function Navigation({ page }: { readonly page: Page }) {
  const { catalog, choice, operation, locale, dispatch } = page;
  const [isOpen, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const found = catalog.locales.filter((locale) => matches(locale, search));
  const tags = found.map(({ tag }) => tag);
  const { view } = choice;
  // The views of all languages and of all emails have no current one. Choosing one leaves the view.
  const currentOperation = view === 'operations' ? undefined : operation.name;
  const currentLocale = view === 'locales' ? undefined : locale.tag;
  type Parts = Partial<Omit<Choice, 'typed'>>;
  const toOperation = (operation: string): Parts => ({
    operation,
    view: view === 'operations' ? 'mail' : view,
  });
  const toLocale = (locale: string): Parts => ({ locale, view: view === 'locales' ? 'mail' : view });
  const choose = (parts: Parts) => dispatch({ type: 'choose', parts });

  function onKeyDown(event: KeyboardEvent) {
    const isInList = currentLocale !== undefined && tags.includes(currentLocale);
    const next = event.key === 'Enter' && !isInList ? tags[0] : neighbor(tags, currentLocale, event.key);
    if (next === undefined || event.key === 'Home' || event.key === 'End') return;
    event.preventDefault();
    choose(toLocale(next));
  }

  return (
    <nav aria-label="Emails and languages" className="navigation">
      <button type="button" className="menu" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {currentOperation === undefined ? 'All emails' : titleOf(currentOperation)} ·{' '}
        {currentLocale === undefined ? 'All languages' : <bdi>{locale.name}</bdi>}
      </button>
      <div className={isOpen ? 'lists open' : 'lists'}>
        <h2 id="emails">Emails</h2>
        <LinkList
          label="emails"
          current={currentOperation}
          items={catalog.operations.map(({ name }) => ({
            id: name,
            href: linkTo({ ...choice, ...toOperation(name) }),
            content: titleOf(name),
          }))}
          onMove={(name) => choose(toOperation(name))}
          onChoose={() => setOpen(false)}
        />
        <h2 id="languages">
          Languages <span className="count">{catalog.locales.length}</span>
        </h2>
        <input
          type="search"
          aria-label="Search languages"
          placeholder="Name or tag"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
          onKeyDown={onKeyDown}
        />
        <p role="status" className={found.length === 0 ? 'quiet' : 'hidden'}>
          {search !== '' && `${found.length || 'No'} ${found.length === 1 ? 'language' : 'languages'} found`}
        </p>
        <LinkList
          label="languages"
          current={currentLocale}
          items={found.map((item) => ({
            id: item.tag,
            href: linkTo({ ...choice, ...toLocale(item.tag) }),
            content: <LocaleName locale={item} />,
          }))}
          onMove={(tag) => choose(toLocale(tag))}
          onChoose={() => setOpen(false)}
        />
      </div>
    </nav>
  );
}

function LocaleName({ locale: { tag, name, englishName } }: { readonly locale: LocaleChoice }) {
  return (
    <>
      <span>
        <bdi lang={tag}>{name}</bdi>
      </span>
      <code>{tag}</code>
      {englishName !== name && <small>{englishName}</small>}
    </>
  );
}

/** Whether a search matches the tag, the language's own name or its English one. Accents and case do not matter. */
function matches({ tag, name, englishName }: LocaleChoice, search: string): boolean {
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return [tag, name, englishName].some((text) => plain(text).includes(plain(search.trim())));
}
