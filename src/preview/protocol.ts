// What the preview's page gets from its server, or from the static files. All of it is JSON.
import type { Operation } from '../../emails/operations.js';
import type { Direction } from '../../emails/phrase.js';
import type { Brand } from '../input/brand.js';
import type { WelcomeEmailWarning } from '../warnings.js';

/** What can be chosen on the page. */
export interface Catalog {
  /** `live`: a server renders any input. `static`: there are files with the emails of the presets. */
  readonly mode: 'live' | 'static';
  /** The name of the config file, or `null` if there is none. */
  readonly config: string | null;
  readonly operations: readonly OperationChoice[];
  readonly locales: readonly LocaleChoice[];
  readonly presets: readonly Preset[];
  /** Typical User-Agent headers, by a name such as "Chrome on Windows". */
  readonly userAgents: Readonly<Record<string, string>>;
  /** IP addresses in several countries, by the name of the place that the renderer's locator finds. Those that it does not know are omitted. */
  readonly addresses: Readonly<Record<string, string>>;
  /** The brand of the config. */
  readonly brand: Brand | null;
  /** The slots that the config's template adds. Their values are in the input's field `values`. */
  readonly slots: Readonly<Record<string, 'text' | 'url'>>;
}

export interface OperationChoice {
  readonly name: Operation;
  readonly kind: 'request' | 'notice';
  /** The name of the field with its link: `resetUrl`. */
  readonly link: string;
  /** The other fields that only some operations have: `code`, `expiresAt`, `invitedBy`. */
  readonly fields: readonly string[];
}

export interface LocaleChoice {
  /** The language tag (BCP 47). */
  readonly tag: string;
  /** The language's name in that language. */
  readonly name: string;
  /** The language's name in English, for the search. */
  readonly englishName: string;
  readonly dir: Direction;
}

/** An example input. */
export interface Preset {
  /** Part of the page's address: `nothing-known`. */
  readonly id: string;
  /** Shown to people: "Nothing known". */
  readonly name: string;
  /** The operations that have this preset. */
  readonly operations: readonly Operation[];
  /** The input for each of these operations. They differ, since each operation has its own link field. */
  readonly inputs: Readonly<Partial<Record<Operation, PreviewInput>>>;
}

/** The fields of a `WelcomeEmailInput` as JSON, without `operation` and `locale`. */
export type PreviewInput = Readonly<Record<string, unknown>>;

/** The body of `POST mail`: an input of the renderer. The answer is a `MailView`. */
export type MailRequest = PreviewInput & { readonly operation: Operation; readonly locale: string };

/** A rendered email, or the reason why there is none. */
export type MailView = RenderedView | FailedView;

export interface RenderedView {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The locale of the email, which is the default locale if the requested one is not offered. */
  readonly locale: string;
  readonly dir: Direction;
  /** The values that were ignored, in the input or in the config's brand, with a sentence about each. */
  readonly warnings: ReadonlyArray<WelcomeEmailWarning & { readonly meaning: string }>;
}

/**
 * The input is invalid (status 200), or there is no renderer yet because the config has not loaded (status 503, code `not-loaded`).
 * Requests that the page never makes get a status of 4xx and plain text.
 */
export interface FailedView {
  readonly error: { readonly field: string; readonly code: string; readonly message: string };
}

/**
 * The server-sent events of `GET events` in the live mode. The first one is sent as soon as the config has loaded or failed. Another one follows
 * after each change of the config. If a config that has loaded before has become invalid, a new connection gets both, first the `catalog`.
 */
export interface Events {
  /** A `Catalog`. It replaces the last one, and ends the last `problem`. Mails must be requested again. */
  readonly catalog: Catalog;
  /** A `Problem`. The last catalog and its emails remain, with this message above them. */
  readonly problem: Problem;
}

export interface Problem {
  /** Why the config cannot be loaded. */
  readonly message: string;
}

// `<html data-mode="live">` of index.html says which mode the page is in. `preview --out` writes `static` there.
//
// The static mode has no server. `page.js`, `catalog.js` and `mails/<operation>/<locale>.js` are classic scripts, which also work from file:. The
// latter two call a function that the page defines before it adds the script:
//   welcomeEmailPreview(<Catalog>)         in catalog.js
//   welcomeEmailPreview('<mails>')         in mails/<operation>/<locale>.js
// `<mails>` is a StaticMails as JSON, compressed by gzip, in base64: the emails of all locales shrink from 18 MB to 2. To read it:
//   const bytes = Uint8Array.from(atob(mails), (character) => character.charCodeAt(0));
//   await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();

/** The emails of one operation and locale, by the id of the preset. */
export type StaticMails = Readonly<Record<string, MailView>>;
