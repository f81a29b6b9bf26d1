import { setTimeout as wait } from 'node:timers/promises';
import { Client } from '#libs/client';
import type { Directory } from '../../apps/identity/src/people/directory.js';
import { askForToken } from '../token/ask-for-token.js';

export interface TownApiOptions {
  /** The edge, or whatever else speaks the public surface. */
  readonly edge: string;
  /** The development issuer. */
  readonly issuer: string;
  readonly directory: Directory;
  readonly systemSecret: string;
}

const EACH_WITHIN_MS = 30_000;
const TRIES = 5;

/** The broker's public APIs, called as one person or system of the town after another. */
export class TownApi {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(readonly options: TownApiOptions) {}

  /** The client of this person or system. */
  as(key: string): Client {
    const token = (): Promise<string> => this.token(key);
    return new Client({ address: this.options.edge, token, withinMs: TRIES * EACH_WITHIN_MS, fetch: askAgainLater });
  }

  /** A bearer token of this person or system, asked for once. */
  token(as: string): Promise<string> {
    const { issuer, directory, systemSecret } = this.options;
    const asked = this.tokens.get(as) ?? askForToken(as, { issuer, directory, stackSecret: systemSecret });
    this.tokens.set(as, asked);
    return asked;
  }
}

/** Asks again when the broker says "later": a busy machine is no difference. */
async function askAgainLater(request: Request): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(EACH_WITHIN_MS)]);
    const answer = await fetch(request.clone(), { signal });
    if (answer.status !== 503 || tries === TRIES) return answer;
    await answer.body?.cancel();
    await wait(Number(answer.headers.get('retry-after') ?? 1) * 1000);
  }
}
