import { answersWithin, Client } from '#libs/client';
import type { Directory } from '../../apps/identity/src/people/directory.js';
import { askForToken } from '../token/ask-for-token.js';
import { askAgain } from './ask-again.js';

export interface TownApiOptions {
  /** The edge, or whatever else speaks the public surface. */
  readonly edge: string;
  /** The development issuer. */
  readonly issuer: string;
  readonly directory: Directory;
  readonly systemSecret: string;
}

/** Twice what the portal gives it: nobody looks at a page meanwhile. */
const ask = askAgain((method, path) => 2 * answersWithin(method, path));
/** With all that is asked again. */
const AT_ALL_MS = 600_000;

/** The broker's public APIs, called as one person or system of the town after another. */
export class TownApi {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(readonly options: TownApiOptions) {}

  /** The client of this person or system. */
  as(key: string): Client {
    const token = (): Promise<string> => this.token(key);
    return new Client({ address: this.options.edge, token, withinMs: AT_ALL_MS, fetch: ask });
  }

  /** A bearer token of this person or system, asked for once. */
  token(as: string): Promise<string> {
    const { issuer, directory, systemSecret } = this.options;
    const asked = this.tokens.get(as) ?? askForToken(as, { issuer, directory, stackSecret: systemSecret });
    this.tokens.set(as, asked);
    return asked;
  }
}
