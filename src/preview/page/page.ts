import type { Catalog } from '../protocol.js';
import type { Action, Choice, Resolved } from './choice.js';
import type { Source } from './source.js';

/** What most parts of the page need: the catalog, the choice, and a function that changes the choice. */
export interface Page extends Resolved {
  readonly source: Source;
  readonly catalog: Catalog;
  readonly choice: Choice;
  readonly dispatch: (action: Action) => void;
}
