import { setTimeout as wait } from 'node:timers/promises';
import type { TestIssuer } from '#libs/testing';

export interface Ask {
  readonly method: string;
  readonly path: string;
  /** Sent as JSON; a string as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const TRIES = 5;

/**
 * Asks as somebody of the issuer's, or as `nobody` without a token. A 503 is asked again, as it asks for: it says that
 * something took too long, which on a busy machine is nothing about the asker.
 */
export async function sendTo(issuer: TestIssuer, url: string, as: string, ask: Ask, most = TRIES): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(url + ask.path, {
      method: ask.method,
      headers: {
        ...(as === 'nobody' ? {} : { authorization: `Bearer ${issuer.token(as)}` }),
        ...(ask.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...ask.headers,
      },
      body: typeof ask.body === 'string' || ask.body === undefined ? (ask.body ?? null) : JSON.stringify(ask.body),
    });
    const text = await answer.text();
    if (answer.status !== 503 || tries >= most) return { status: answer.status, headers: answer.headers, text };
    await wait(200 * tries);
  }
}
