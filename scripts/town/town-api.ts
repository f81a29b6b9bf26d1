import { setTimeout as wait } from 'node:timers/promises';
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

export interface Call {
  readonly body?: object;
  readonly idempotencyKey?: string;
  readonly ifMatch?: string;
}

/** A call was refused; says which and why in the broker's own words. */
export class CallRefused extends Error {
  constructor(
    call: string,
    readonly status: number,
    readonly problem: Readonly<Record<string, unknown>>,
  ) {
    const errors = Array.isArray(problem.errors) ? ` ${JSON.stringify(problem.errors)}` : '';
    const why = ['code', 'type', 'title', 'detail']
      .map((field) => problem[field])
      .filter((text) => typeof text === 'string');
    super(`${call} was answered ${status}: ${why.join(', ')}${errors}`);
  }
}

const WITHIN_MS = 30_000;
const TRIES = 5;

/** The broker's public APIs, called as one person or system of the town after another. */
export class TownApi {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(readonly options: TownApiOptions) {}

  get<T>(as: string, path: string): Promise<T> {
    return this.call(as, 'GET', path);
  }

  post<T>(as: string, path: string, body: object = {}, call: Omit<Call, 'body'> = {}): Promise<T> {
    return this.call(as, 'POST', path, { ...call, body });
  }

  /** A bearer token of this person or system, asked for once. */
  token(as: string): Promise<string> {
    const { issuer, directory, systemSecret } = this.options;
    const asked = this.tokens.get(as) ?? askForToken(as, { issuer, directory, stackSecret: systemSecret });
    this.tokens.set(as, asked);
    return asked;
  }

  /** Asks again when the broker says "later": a busy machine is no difference. */
  private async call<T>(as: string, method: string, path: string, call: Call = {}): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.send(as, method, path, call);
      const text = await answer.text();
      if (answer.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
      if (answer.status !== 503 || tries === TRIES) {
        const named = `${method} ${path.replace(/[a-z2-7]{26}/, '{id}')} as ${as}`;
        throw new CallRefused(named, answer.status, problemIn(text));
      }
      await wait(Number(answer.headers.get('retry-after') ?? 1) * 1000);
    }
  }

  private async send(as: string, method: string, path: string, call: Call): Promise<Response> {
    const { body, idempotencyKey, ifMatch } = call;
    const at = path.startsWith('/access/') ? path : `/api${path}`;
    return fetch(`${this.options.edge}${at}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.token(as)}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
        ...(ifMatch ? { 'if-match': ifMatch } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
  }
}

function problemIn(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { title: 'no problem document' };
  }
}
