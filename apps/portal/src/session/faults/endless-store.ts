import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Session } from '../session.js';
import { SessionStore } from '../session-store.js';

/** The fault: a form is taken until somebody gives it back, which nobody does whose process has died. */
export class EndlessStore extends SessionStore {
  constructor(
    private readonly own: pg.Pool,
    ...[seal]: [ConstructorParameters<typeof SessionStore>[1]]
  ) {
    super(own, seal);
  }

  override async useForm({ id }: Session, form: string): Promise<boolean> {
    const { rowCount } = await this.own.query(
      'INSERT INTO portal.used_form (session, form) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [createHash('sha256').update(id).digest(), form],
    );
    return rowCount === 1;
  }
}
