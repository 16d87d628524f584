import { type RefObject, useEffect, useReducer, useRef, useState } from 'react';
import type { Catalog, FailedView, MailRequest, RenderedView } from '../protocol.js';
import { type Action, type Choice, isAnotherPlace, readFragment, reduce, writeFragment } from './choice.js';
import type { Source, SourceState } from './source.js';

/** Waits for the next letter, but feels instant. */
const TYPING_MS = 60;
/** Browsers limit how often an address may change. */
const ADDRESS_MS = 250;

/** Returns the current catalog, and whether there is a problem. */
export function useSource(source: Source): SourceState {
  const [state, listen] = useReducer((old: SourceState, change: SourceState) => ({ ...old, ...change }), {
    connected: true,
  });
  useEffect(() => source.subscribe(listen), [source]);
  return state;
}

/** Keeps the choice in the address's fragment. A choice adds an entry to the history, typing does not. */
export function useChoice(): [Choice, (action: Action) => void] {
  const [choice, dispatch] = useReducer(reduce, location.hash, readFragment);
  useEffect(() => {
    const restore = () => dispatch({ type: 'restore', fragment: location.hash });
    addEventListener('hashchange', restore);
    return () => removeEventListener('hashchange', restore);
  }, []);
  useEffect(() => {
    const fragment = writeFragment(choice);
    if (`#${fragment}` === (location.hash || '#')) return;
    const timer = setTimeout(() => {
      const isStep = isAnotherPlace(choice, readFragment(location.hash));
      history[isStep ? 'pushState' : 'replaceState'](null, '', `#${fragment}`);
    }, ADDRESS_MS);
    return () => clearTimeout(timer);
  }, [choice]);
  return [choice, dispatch];
}

/** The last email that was rendered, and the error if the next one could not be rendered. */
export interface Answer {
  readonly mail?: RenderedView;
  /** The request for this email. */
  readonly request?: MailRequest;
  readonly error?: FailedView['error'] | undefined;
}

/** Gets an email, again after each new catalog. Late answers are ignored. */
export function useMail(
  source: Source,
  catalog: Catalog,
  request: MailRequest | undefined,
  preset = '',
): Answer {
  const [answer, setAnswer] = useState<Answer>({});
  const body = request && JSON.stringify(request);
  useEffect(() => {
    if (body === undefined) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const request: MailRequest = JSON.parse(body);
      const view = await source.mail(request, preset, abort.signal).catch(
        (error: Error): FailedView => ({
          error: { field: '', code: 'no-answer', message: error.message },
        }),
      );
      if (abort.signal.aborted) return;
      setAnswer((last) => ('error' in view ? { ...last, error: view.error } : { mail: view, request }));
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [source, catalog, body, preset]);
  return answer;
}

/** Returns whether an element has been near the screen. */
export function useSeen(ref: RefObject<Element | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (!ref.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true),
      { rootMargin: '400px' },
    );
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [ref]);
  return seen;
}

/** Returns the width of an element, in CSS pixels. */
export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!ref.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
