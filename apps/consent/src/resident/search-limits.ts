import { randomInt } from 'node:crypto';
import { type Principal, ProblemError } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { EntryWriter } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { ConsentConfig } from '../config.js';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { AskingRules } from './asking-rules.js';
import { IdentityIndexes, type PersonDetails } from './identity-indexes.js';

/** Whether each attempt with other details counts (its result must not tell), or only one that found nobody. */
export type Counted = 'each' | 'failed';

interface Counts {
  readonly ofTarget: number;
  readonly missed: number;
}

/** Systems ask for a whole agency. */
const OF_A_SYSTEM = 20;

const TRIED = `SELECT
  (SELECT count(*)::int FROM consent.guess g WHERE g.principal_id = $1 AND g.target = $2 AND g.tried <> $3
    AND g.at > fence.domain_now() - interval '1 hour') AS "ofTarget",
  (SELECT count(*)::int FROM consent.guess g WHERE g.principal_id = $1 AND g.missed
    AND g.at > fence.domain_now() - interval '1 hour') AS missed`;
const KEEP = `INSERT INTO consent.guess (principal_id, target, tried, missed) SELECT $1, $2, $3, $5 WHERE $4::boolean
  ON CONFLICT (principal_id, target, tried) DO UPDATE SET at = excluded.at
  RETURNING xmax = 0 OR (SELECT g.at FROM consent.guess g WHERE g.principal_id = $1 AND g.target = $2 AND g.tried = $3)
    < fence.domain_now() - interval '1 hour' AS first`;
const SWEEP = `DELETE FROM consent.guess WHERE ctid IN (SELECT g.ctid FROM consent.guess g
  WHERE g.at < fence.domain_now() - interval '1 day' ORDER BY g.at LIMIT 2000 FOR UPDATE SKIP LOCKED)`;
/** One search in so many sweeps what is a day old. */
const SWEEP_EACH = 500;

/**
 * Guessing is slow: of one name and birth only so many details may be tried in an hour, and one person may miss only so
 * often; the same details again are no new guess. Counted in the database, for every process. Who reaches a limit is shown
 * to their agency's officers by an entry.
 */
@Injectable()
export class SearchLimits {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rules: AskingRules,
    private readonly indexes: IdentityIndexes,
    private readonly trail: EntryWriter,
    private readonly config: ConsentConfig,
  ) {}

  /** Runs what asks about a person, in one transaction. Rejects with `too-many-requests`, whoever it was about. */
  async guarded<T>(
    principal: Principal,
    details: PersonDetails,
    counted: Counted,
    ask: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const answer = await this.work.run(async (tx) => {
      await this.rules.begin(tx, principal, details);
      const target = this.indexes.target(details);
      const tried = this.indexes.tried(details);
      const counts = await firstRow<Counts>(tx, TRIED, [principal.id, target, tried]);
      if (this.isOver(principal, counts!, counted)) {
        await this.tellOfficers(tx, principal, target);
        return LIMITED;
      }
      const found = await ask(tx);
      const missed = counted === 'failed';
      await firstRow(tx, KEEP, [principal.id, target, tried, !missed || found === null, missed]);
      if (randomInt(SWEEP_EACH) === 0) await tx.query(SWEEP);
      return found;
    });
    if (answer === LIMITED) throw new ProblemError('too-many-requests', { headers: { 'retry-after': '3600' } });
    return answer as T;
  }

  private isOver(principal: Principal, { ofTarget, missed }: Counts, counted: Counted): boolean {
    if (ofTarget >= this.config.SEARCHES_PER_PERSON) return true;
    const most = this.config.SEARCHES_PER_HOUR * (principal.kind === 'system' ? OF_A_SYSTEM : 1);
    return counted === 'failed' && missed >= most;
  }

  /** Once an hour for each target. */
  private async tellOfficers(tx: Transaction, principal: Principal, target: Buffer): Promise<void> {
    const kept = await firstRow<{ first: boolean }>(tx, KEEP, [principal.id, target, LIMIT_REACHED, true, false]);
    if (!kept!.first) return;
    const entry = await this.trail.seal(tx, {
      kind: 'governance',
      residentId: null,
      detail: { action: 'search-limited', by: principal.id, agency: principal.agency },
      index: {
        action: 'search-limited',
        outcome: 'refused',
        categories: [],
        requesterId: principal.id,
        ...(principal.agency === null ? {} : { requesterAgency: principal.agency }),
      },
    });
    await this.trail.append(tx, entry);
  }
}

const LIMITED = Symbol('limited');
const LIMIT_REACHED = Buffer.from('limit-reached');
