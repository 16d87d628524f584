import type { Catalog, Events, MailRequest, MailView, Problem, StaticMails } from '../protocol.js';

/** Where the page gets its mails from: a server, or static files. */
export interface Source {
  /** Listens to what can be chosen. Returns a function that stops it. */
  subscribe(listener: (news: News) => void): () => void;
  /** Gets a mail. Static files have only those of the presets. */
  mail(request: MailRequest, preset: string, signal: AbortSignal): Promise<MailView>;
}

/** What a source tells: what can be chosen, why that is unknown, and whether the server answers. */
export interface News {
  readonly catalog?: Catalog;
  readonly problem?: string | undefined;
  readonly connected?: boolean;
}

const RECONNECT_MS = 1000;

/** The server of `npx welcome-email preview`. */
export const live: Source = {
  subscribe(listener) {
    let events: EventSource;
    let timer: ReturnType<typeof setTimeout>;
    const on = <Name extends keyof Events>(name: Name, listen: (data: Events[Name]) => void) =>
      events.addEventListener(name, ({ data }) => listen(JSON.parse(data)));
    const connect = () => {
      events = new EventSource('events');
      on('catalog', (catalog) => listener({ catalog, problem: undefined, connected: true }));
      on('problem', ({ message }: Problem) => listener({ problem: message, connected: true }));
      events.onerror = () => {
        listener({ connected: false });
        // Browsers try again by themselves, except after some errors.
        if (events.readyState === EventSource.CLOSED) timer = setTimeout(connect, RECONNECT_MS);
      };
    };
    connect();
    return () => {
      clearTimeout(timer);
      events.close();
    };
  },

  async mail(request, _preset, signal) {
    const response = await fetch('mail', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
      signal,
    });
    // While the config has not loaded, there is a status of 503 with the reason.
    if (!response.ok && response.status !== 503) throw new Error(`The preview answered ${response.status}`);
    return response.json();
  },
};

/** The files of `npx welcome-email preview --out`. They are classic scripts, so that they load from `file:`. */
export function staticFiles(): Source {
  const waiting = new Map<HTMLOrSVGScriptElement, (data: unknown) => void>();
  Object.assign(window, {
    welcomeEmailPreview: (data: unknown) =>
      document.currentScript && waiting.get(document.currentScript)?.(data),
  });

  function load(path: string): Promise<unknown> {
    const script = document.createElement('script');
    script.src = path;
    return new Promise((resolve, reject) => {
      waiting.set(script, resolve);
      script.onerror = () => reject(new Error(`This copy does not have the file ${path}`));
      document.head.append(script);
    });
  }

  /** At most one for each operation and locale. */
  const mails = new Map<string, Promise<StaticMails>>();

  return {
    subscribe(listener) {
      load('catalog.js').then(
        (catalog) => listener({ catalog: catalog as Catalog }),
        (error: Error) => listener({ problem: error.message }),
      );
      return () => {};
    },

    async mail({ operation, locale }, preset) {
      const path = `mails/${operation}/${locale}.js`;
      const loading = mails.get(path) ?? load(path).then((data) => unpack(data as string));
      mails.set(path, loading);
      const mail = (await loading)[preset];
      if (!mail) throw new Error('This copy does not have the email');
      return mail;
    },
  };
}

/** Reads the mails of a file: JSON, compressed by gzip, in base64. */
function unpack(data: string): Promise<StaticMails> {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const json = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(json).json();
}
