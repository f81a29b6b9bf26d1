import { Client, type ClientOptions } from '#libs/client';
import { Waiting } from './waiting.js';

/**
 * The broker's public APIs, asked with one person's own token through the one address: the portal can do what they can do,
 * and no more.
 */
export class Broker extends Client {
  private readonly waiting: Waiting;

  constructor({ fetch: send = fetch, ...options }: ClientOptions) {
    const waiting = new Waiting();
    super({ ...options, fetch: (request) => waiting.during(send(request)) });
    this.waiting = waiting;
  }

  /** Milliseconds for which an answer of an API was awaited: what a page takes beyond it is the portal's own. */
  get waitedMs(): number {
    return this.waiting.ms;
  }
}
