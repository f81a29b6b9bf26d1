import { ApiProblem } from '#libs/client';
import type { Category } from '#libs/domain';
import { directClient } from '#libs/persistence';
import { Stage } from '../demo/stage.js';
import type { TownApiOptions } from '../town/town-api.js';

/** One question that a practitioner asks again and again. */
export interface Look {
  readonly as: string;
  readonly resident: string;
  readonly category: Category;
}

const ASKERS: Readonly<Record<string, readonly string[]>> = {
  pell: ['harold'],
  adeyemi: ['harold', 'tomasz'],
  brandt: ['doreen', 'amina', 'callum', 'harold'],
  iqbal: ['doreen', 'amina', 'tomasz', 'harold'],
};
const CATEGORIES = ['MEDS', 'FUNCTION', 'CAREPLAN', 'ALLERGY'] as const;

/** The town during a drill: looks and openings that go on whatever happens, and what the database says came of them. */
export class DrillTown {
  readonly stage: Stage;

  constructor(
    town: TownApiOptions,
    private readonly adminUrl: string,
  ) {
    this.stage = new Stage(town, undefined);
  }

  /** `permit`, or why not; `unavailable` while nobody vouches for the database. */
  async look({ as, resident, category }: Look): Promise<string> {
    try {
      const { decisions } = await this.stage.view(as, resident, 'COC', [category]);
      const permitted = decisions.find(({ outcome }) => outcome === 'permit');
      return permitted ? 'permit' : (decisions[0]?.reason ?? 'nothing to look at');
    } catch (error) {
      // With a cause, nobody answered.
      return error instanceof ApiProblem && error.cause === undefined ? `${error.status}` : 'unavailable';
    }
  }

  /** Somebody whom nothing that the drill stops is about. */
  async untouched(): Promise<Look> {
    for (const [as, residents] of Object.entries(ASKERS)) {
      for (const resident of residents) {
        for (const category of CATEGORIES) {
          const asked = { as, resident, category };
          if ((await this.look(asked)) === 'permit') return asked;
        }
      }
    }
    throw new Error('nobody but Margaret may be looked at in this town');
  }

  /** Opens every delivery that REACH's feed lists; how many were permitted. */
  async open(): Promise<number> {
    try {
      const reach = this.stage.api.as('reach');
      const { deliveries } = await reach.get('/api/relay/v1/deliveries', { query: { limit: 20 } });
      if (deliveries.length === 0) return 0;
      const body = { deliveries: deliveries.map(({ id }) => id) };
      const { openings } = await reach.post('/api/relay/v1/deliveries/open', { body });
      return openings.filter(({ outcome }) => outcome === 'permit').length;
    } catch {
      // Counted by what the database recorded, not by what this loop was told.
      return 0;
    }
  }

  /** Permits recorded since, of everybody or of this resident (by internal id). */
  async releasedSince(since: string, residentId: string | null): Promise<number> {
    const sql = `SELECT count(*)::int AS n FROM relay.disclosure WHERE outcome = 'permit' AND committed_at > $1::timestamptz
      AND ($2::uuid IS NULL OR resident_id = $2)`;
    return (await this.rows<{ n: number }>(sql, [since, residentId]))[0]!.n;
  }

  async now(): Promise<string> {
    return (await this.rows<{ at: string }>('SELECT fence.domain_now()::text AS at'))[0]!.at;
  }

  /** Of the log: its size, and what is still to be sequenced. */
  async log(): Promise<{ size: number; staged: number }> {
    const sql =
      'SELECT (SELECT size::int FROM audit.head) AS size, (SELECT count(*)::int FROM audit.staging) AS staged';
    return (await this.rows<{ size: number; staged: number }>(sql))[0]!;
  }

  async residentId(pseudonym: string): Promise<string> {
    const rows = await this.rows<{ id: string }>('SELECT resident_id AS id FROM consent.link WHERE pseudonym = $1', [
      pseudonym,
    ]);
    return rows[0]!.id;
  }

  /** A connection for each question: a restore cuts those that stand. */
  private async rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = directClient(this.adminUrl, 'restore-drill');
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }
}
