import pg from 'pg';
import { SessionSeal } from '../session/session-seal.js';
import { SessionStore } from '../session/session-store.js';
import type { SessionContent } from '../session/session.js';

/**
 * One session in memory, for visits that no spec keeps longer: what stands in it changes as in PostgreSQL
 * (`session-store.spec.ts` holds both to it), and anything else asks a database that is not there.
 */
export class KeptSession extends SessionStore {
  constructor(
    private readonly id: string,
    private content: SessionContent,
  ) {
    super(new pg.Pool({ connectionString: 'postgres://127.0.0.1:1/nowhere' }), new SessionSeal(Buffer.alloc(32)));
  }

  override change(
    id: string,
    change: (content: SessionContent) => SessionContent,
  ): Promise<SessionContent | undefined> {
    if (id !== this.id) return Promise.resolve(undefined);
    this.content = change(this.content);
    return Promise.resolve(this.content);
  }
}
