import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { Candidates, type Candidate } from '../dispatch/candidates.js';
import { WorkQueue, type Work } from '../dispatch/work.js';
import type { FenceItem } from '../release/fence/fence-item.js';
import { Submission } from '../release/fence/submission.js';
import { WaitingItems } from '../release/fence/waiting-items.js';

const SHARDS = [0, 1, 2, 3];
const PURPOSES = ['COC', 'HOUSADAPT'];
const DISCLOSE = 'SELECT relay.disclose_v2($1) AS results';

/** One thing that happens: to the resident and her records, or to one of two dispatchers that both believe they lead. */
export type Step =
  | { readonly at: 'post'; readonly source: number }
  | { readonly at: 'allow' | 'forbid' }
  | { readonly at: 'replace'; readonly which: number }
  | { readonly at: 'take'; readonly by: 0 | 1; readonly most: number }
  | { readonly at: 'act' | 'end' | 'die'; readonly by: 0 | 1 };

interface Taken {
  readonly work: readonly Work[];
  readonly items: readonly FenceItem[];
  readonly behind: readonly string[];
  acted: boolean;
}

/**
 * One resident, one agency that is owed her records for two purposes, and dispatchers taken apart into their steps, so that
 * a test can let them meet in any order. What decides is one word; all else is the product's.
 */
export class Offering {
  private readonly resident = randomUUID();
  private readonly requester = randomUUID();
  private readonly key = randomBytes(8).toString('hex');
  private readonly newest = new Map<number, number>();
  private readonly held: (Taken | undefined)[] = [undefined, undefined];
  private allowed = true;

  constructor(
    private readonly admin: pg.Pool,
    private readonly pool: pg.Pool,
    private readonly candidates: Candidates = new Candidates({ pool }),
    private readonly queue: WorkQueue = new WorkQueue({ pool }),
  ) {}

  async begin(): Promise<void> {
    await this.admin.query('TRUNCATE relay.work');
    await this.admin.query(
      `INSERT INTO consent.resident (id, sealed_identity, match_indexes) VALUES ($1, '\\x00', '{}')`,
      [this.resident],
    );
    await this.admin.query(
      `INSERT INTO consent.link (id, resident_id, agency, local_id_index, sealed_local_id, pseudonym)
       VALUES (gen_random_uuid(), $1, 'REACH', $2, '\\x00', $3)`,
      [
        this.resident,
        randomBytes(32),
        randomBytes(13)
          .toString('hex')
          .replaceAll(/[0189]/g, 'a'),
      ],
    );
    await this.admin.query(
      `INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles) VALUES ($1, 'system', 'spec', $2, 'REACH', '{}')`,
      [this.requester, this.requester],
    );
    for (const purpose of PURPOSES)
      await this.admin.query(
        `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, starts_at, recorded_by)
         VALUES (gen_random_uuid(), $1, 'REACH', 'caseload', $2, '2020-01-01Z', 'spec')`,
        [this.resident, purpose],
      );
  }

  async take(step: Step): Promise<void> {
    if (step.at === 'post') await this.post(step.source);
    if (step.at === 'allow' || step.at === 'forbid') await this.say(step.at === 'allow');
    if (step.at === 'replace') await this.replace(step.which);
    if (step.at === 'take') await this.takeWork(step.by, step.most);
    if (step.at === 'act') await this.act(step.by);
    if (step.at === 'end') await this.end(step.by);
    if (step.at === 'die') this.held[step.by] = undefined;
  }

  /** All that is left, by one dispatcher after the other ended. */
  async drain(): Promise<void> {
    for (const by of [0, 1] as const) await this.take({ at: 'die', by });
    for (;;) {
      await this.takeWork(0, 50);
      if (this.held[0] === undefined) return;
      await this.act(0);
      await this.end(0);
    }
  }

  /** `sourceId` and version, in the order of the stream. */
  async stream(): Promise<{ source: string; version: number; alive: boolean }[]> {
    const { rows } = await this.admin.query<{ source: string; version: number; alive: boolean }>(
      `SELECT r.source_id AS source, r.source_version AS version, d.state = 'offered' AS alive FROM relay.delivery d
         JOIN relay.record r ON r.id = d.record_id WHERE d.resident_id = $1 AND d.seq IS NOT NULL ORDER BY d.seq`,
      [this.resident],
    );
    return rows;
  }

  /** What the agency must have in the end: the newest of each, for each purpose; unknown where it may have nothing now. */
  async lacks(): Promise<string[]> {
    if (!this.allowed) return [];
    const alive = (await this.stream()).filter((delivery) => delivery.alive);
    return [...this.newest].flatMap(([source, version]) => {
      const has = alive.filter((d) => d.source === `${this.key}-${source}` && d.version === version).length;
      return has === PURPOSES.length ? [] : [`version ${version} of ${source} went out ${has} times`];
    });
  }

  private async post(source: number): Promise<void> {
    const version = (this.newest.get(source) ?? 0) + 1;
    this.newest.set(source, version);
    const record = {
      ...{ ordinal: 0, id: randomUUID(), residentId: this.resident, sourceAgency: 'NM-ASC', category: 'MEDS' },
      ...{ sourceId: `${this.key}-${source}`, sourceVersion: version, sealedBody: 'AA==', bodyHash: '00' },
    };
    await this.pool.query('SELECT relay.accept_v1($1::jsonb)', [JSON.stringify([record])]);
  }

  /** Commits; the event that queues the back-fill comes after. */
  private async say(allowed: boolean): Promise<void> {
    this.allowed = allowed;
    await this.admin.query('SELECT fence.touch_residents_v1(ARRAY[$1::uuid])', [this.resident]);
    if (allowed) await this.pool.query(`SELECT relay.enqueue_v1($1, 'backfill')`, [this.resident]);
  }

  private async replace(which: number): Promise<void> {
    const sql = `SELECT id FROM relay.delivery WHERE resident_id = $1 AND state = 'offered' ORDER BY seq`;
    const { rows } = await this.admin.query<{ id: string }>(sql, [this.resident]);
    const chosen = rows[which % (rows.length || 1)];
    if (chosen) await this.pool.query('SELECT relay.replace_v1($1)', [chosen.id]);
  }

  private async takeWork(by: 0 | 1, most: number): Promise<void> {
    if (this.held[by] !== undefined) return;
    const due = await this.queue.due(SHARDS, most);
    const others = due.findIndex(({ kind }) => kind !== 'offer');
    const work = others === 0 ? due.slice(0, 1) : due.slice(0, others === -1 ? undefined : others);
    if (work.length === 0) return;
    const behind = await this.queue.behind(work[0]!);
    const { rows } = await this.pool.query<{ e: object }>(
      "SELECT to_jsonb(e) || jsonb_build_object('incarnation', fence.incarnation_v1()) AS e FROM fence.epochs_v1($1, $2) AS e",
      [this.requester, this.resident],
    );
    const items: FenceItem[] = [];
    for (const piece of work) {
      const [found] = piece.kind === 'backfill' && !this.allowed ? [[]] : await this.candidates.of([piece]);
      items.push(...found!.map((candidate) => this.itemOf(piece, candidate, rows[0]!.e)));
    }
    this.held[by] = { work, items, behind, acted: false };
  }

  private async act(by: 0 | 1): Promise<void> {
    const taken = this.held[by];
    if (taken === undefined || taken.acted) return;
    taken.acted = true;
    if (taken.items.length === 0) return;
    const waiting = new WaitingItems();
    const of = new Submission(taken.items, {});
    const places = taken.items.map((item) => ({ item, of, until: Infinity }));
    waiting.add(places, false);
    for (let call = waiting.take(50); call.length > 0; call = waiting.take(50)) {
      const items = JSON.stringify(call.map(({ item }) => item));
      const { rows } = await this.pool.query<{ results: { result: string }[] }>(DISCLOSE, [items]);
      waiting.ended(call);
      // Facts moved: decided again, by whoever takes the work next.
      if (rows[0]!.results.some(({ result }) => result === 'moved')) this.held[by] = undefined;
    }
  }

  private async end(by: 0 | 1): Promise<void> {
    const taken = this.held[by];
    if (!taken?.acted) return;
    await this.queue.done(taken.work, taken.behind);
    this.held[by] = undefined;
  }

  private itemOf(work: Work, candidate: Candidate, epochs: object): FenceItem {
    const [id, delivery] = [randomUUID(), randomUUID()];
    const outcome = this.allowed ? 'permit' : 'deny';
    const detail = randomBytes(32);
    return {
      ...{
        id,
        kind: 'offer',
        workId: work.id,
        requesterId: this.requester,
        residentId: this.resident,
        epochs,
        outcome,
      },
      ...{ sourceAgency: 'NM-ASC', recipientAgency: 'REACH', purpose: candidate.purpose, category: 'MEDS' },
      ...{ reason: outcome === 'permit' ? 'permitted' : 'refused', decidedAt: '-infinity', notAfter: 'infinity' },
      delivery: {
        ...{ id: delivery, recordId: candidate.recordId, stream: `REACH:${this.key}`, key: this.key },
        ...{ topic: 'agency.reach.records.v1', event: { delivery }, envelope: 'sealed', wrappedKey: 'AA==' },
      },
      entry: {
        ...{ id: randomUUID(), kind: 'disclosure', bundle: null, detail: detail.toString('base64') },
        detailHash: createHash('sha256').update(detail).digest('hex'),
        wrappedKey: randomBytes(60).toString('base64'),
        keyHolder: { level: 'resident', id: this.resident },
        index: { residentId: this.resident, action: 'offer', outcome, categories: ['MEDS'], disclosureId: id },
      },
    };
  }
}
