import type { Seen } from './script.js';
import type { Stage } from './stage.js';

/** Acts one step out and says what it saw, by the keys of the script's checks. */
export interface Player {
  /** Steps that must have been played in this run before. */
  readonly after: readonly string[];
  /** The checks that it plays: those of the step that are not here print `not built`. */
  readonly plays: readonly string[];
  play(stage: Stage): Promise<Readonly<Record<string, Seen>>>;
}
