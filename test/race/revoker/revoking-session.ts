import pg from 'pg';
import { announce } from '../announce.js';

export type Statement = readonly [sql: string, ...values: unknown[]];

/** Which fact of the town a change is about, in the fence's own terms. */
export interface FenceKey {
  readonly level: 1 | 2 | 3;
  readonly key: string;
}
export const PLACE: FenceKey = { level: 1, key: '' };

/** What every revoking session of a race saw together. */
export class Acknowledgements {
  /** From BEGIN to the acknowledged COMMIT, in milliseconds. */
  readonly latencies: number[] = [];
  readonly errors: { [sqlState: string]: number } = {};

  failed(error: unknown): void {
    const state = (error as { code?: string }).code ?? String(error);
    this.errors[state] = (this.errors[state] ?? 0) + 1;
  }
}

/** One connection of consent_app or policy_app that changes facts, each change in a transaction of its own. */
export class RevokingSession {
  private constructor(
    private readonly client: pg.Client,
    private readonly acks: Acknowledgements,
  ) {}

  static async open(url: string, acks: Acknowledgements): Promise<RevokingSession> {
    const client = new pg.Client({ connectionString: url, application_name: 'race-revoker' });
    client.on('error', (error) => acks.failed(error));
    await client.connect();
    return new RevokingSession(client, acks);
  }

  /** Changes and notes in one transaction; resolves when the database has acknowledged it, also when it was refused. */
  async change(at: FenceKey, kind: string, ...statements: readonly Statement[]): Promise<void> {
    const begun = performance.now();
    try {
      await this.client.query('BEGIN');
      await this.client.query(announce(thingOf(at)));
      for (const [sql, ...values] of statements) await this.client.query(sql, values);
      const event = await this.event('SELECT race.note($1::smallint, $2, $3) AS id', [at.level, at.key, kind]);
      await this.client.query('COMMIT');
      this.acks.latencies.push(performance.now() - begun);
      await this.client.query('SELECT race.acknowledged($1)', [event]);
    } catch (error) {
      this.acks.failed(error);
      this.acks.latencies.push(performance.now() - begun);
      await this.client.query('ROLLBACK').catch(() => undefined);
    }
  }

  /** Waits, holding the resident, until a consent's end has passed, and notes it. */
  async witnessExpiry(resident: string): Promise<void> {
    try {
      const event = await this.event('SELECT race.witness_expiry($1) AS id', [resident]);
      await this.client.query('SELECT race.acknowledged($1)', [event]);
    } catch (error) {
      this.acks.failed(error);
    }
  }

  close(): Promise<void> {
    return this.client.end();
  }

  private async event(sql: string, values: unknown[]): Promise<string> {
    return (await this.client.query<{ id: string }>(sql, values)).rows[0]!.id;
  }
}

function thingOf({ level, key }: FenceKey): string {
  if (level === 1) return 'rules:in-force';
  return level === 2 ? `principal:${key}` : `resident:${key}`;
}
