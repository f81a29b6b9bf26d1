import type { Decision, DecisionRequest } from '#libs/domain';
import type { Facts } from '#libs/pdp';
import type { KeyHolder } from '#libs/sealing';
import { EntryReader, KeyReader, type OpenedEntry } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../../storage/hot-database.js';

/** A decision as the log holds it: all that is needed to decide it again. */
export interface PastDecision {
  /** Its place in the log, counted from 1; a bigint, as text. */
  readonly ordinal: string;
  readonly entryId: string;
  readonly at: Date;
  readonly request: DecisionRequest;
  readonly facts: Facts;
  readonly decision: Decision;
}

export interface Period {
  readonly from: Date;
  /** Not included. */
  readonly until: Date;
}

export interface PastPage {
  readonly items: readonly PastDecision[];
  /** Decisions that no key opens any more, or that hold no facts. */
  readonly unreadable: number;
  /** The ordinal to go on after; null where there is nothing more. */
  readonly last: string | null;
}

interface SealedRow {
  readonly ordinal: string;
  readonly entry_id: string;
  readonly at: Date;
  readonly sealed_detail: Buffer;
  readonly wrapped_key: Buffer;
  readonly holder_level: KeyHolder['level'];
  readonly holder_id: string;
}

const DECISIONS = {
  name: 'past-decisions',
  text: `SELECT ordinal, entry_id, at, sealed_detail, wrapped_key, holder_level, holder_id
    FROM audit.decisions_v1($1, $2, $3, $4) ORDER BY ordinal`,
};
const PAGE = 200;

/**
 * Audited decisions in the order of the log, opened with the keys that still exist; for shadow replays and the referee,
 * never for an answer. What was erased stays closed and is only counted. Keys live as long as one page.
 */
@Injectable()
export class PastDecisions {
  constructor(
    private readonly database: HotDatabase,
    private readonly keys: KeyReader,
    private readonly entries: EntryReader,
  ) {}

  async page(asked: Period & { readonly after: string; readonly limit: number }): Promise<PastPage> {
    const { from, until, after, limit } = asked;
    const { rows } = await this.database.pool.query<SealedRow>({ ...DECISIONS, values: [from, until, after, limit] });
    const keys = await this.keys.ofHolders(this.database.pool, rows.map(holderOf));
    const opened = await this.entries.open(
      this.database.pool,
      rows.map((row) => ({ ...sealedOf(row), key: keys.of(holderOf(row)) })),
    );
    const items = rows.flatMap((row, at) => pastOf(row, opened[at]!));
    const more = rows.length === limit;
    return { items, unreadable: rows.length - items.length, last: more ? rows.at(-1)!.ordinal : null };
  }

  /** All of a period, page by page. Returns how many could not be read. */
  async *read(period: Period): AsyncGenerator<PastDecision, number, undefined> {
    let [after, unreadable]: [string | null, number] = ['0', 0];
    while (after !== null) {
      const page: PastPage = await this.page({ ...period, after, limit: PAGE });
      yield* page.items;
      unreadable += page.unreadable;
      after = page.last;
    }
    return unreadable;
  }
}

const sealedOf = ({ entry_id: entryId, sealed_detail: sealed, wrapped_key: wrappedEntryKey }: SealedRow) => ({
  ...{ entryId, sealed, wrappedEntryKey },
});

function pastOf({ ordinal, entry_id: entryId, at }: SealedRow, opened: OpenedEntry): PastDecision[] {
  if (opened.state !== 'open' || !isDecided(opened.detail)) return [];
  return [{ ordinal, entryId, at, ...pick(opened.detail) }];
}

const holderOf = ({ holder_level: level, holder_id: id }: SealedRow): KeyHolder => ({ level, id });

type Decided = Pick<PastDecision, 'request' | 'facts' | 'decision'>;

const pick = ({ request, facts, decision }: Decided): Decided => ({ request, facts, decision });

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Some entries of these kinds record what was refused before anything could be decided. */
function isDecided(detail: unknown): detail is Decided {
  const { request, facts, decision } = (detail ?? {}) as Partial<Record<keyof Decided, unknown>>;
  return [request, facts, decision].every(isObject);
}
