import type { RunningServer } from '../decisions/servers.js';

/** A decision point of somebody else's, with the facts of a place. */
export interface Peer extends RunningServer {
  readonly name: 'opa' | 'cerbos' | 'openfga';
  readonly path: string;
  /** One for each question of the place, in its order. */
  readonly bodies: readonly object[];
  /** What it answered, where it has all of the thirty policies. */
  readonly permits?: (answer: unknown) => boolean;
}
