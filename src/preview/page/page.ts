import type { Catalog } from '../protocol.js';
import type { Action, Choice, Resolved } from './choice.js';
import type { Source } from './source.js';

/** What most parts of the page need: what can be chosen, what is chosen, and how to choose something else. */
export interface Page extends Resolved {
  readonly source: Source;
  readonly catalog: Catalog;
  readonly choice: Choice;
  readonly dispatch: (action: Action) => void;
}
