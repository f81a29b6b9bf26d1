import { DIRECTIVE_CHANGED, type DirectiveChange } from '#libs/contracts';
import { reachCovers, saysTheSame, type Json } from '#libs/domain';
import type { Principal } from '#libs/http';
import type { SealedEntry } from '#libs/sealing';
import { EntryWriter } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { announceChange } from '../trail/announce-change.js';
import type { DirectiveRow } from './directive.row.js';
import type { NewVersion } from './directive-store.js';
import { isUntold, ShownDirectives, UNTOLD, type Viewer } from './shown-directives.js';

export interface DirectiveEvent {
  readonly change: DirectiveChange;
  readonly principal: Principal;
  /** The version that the change writes, or ends where it writes none. */
  readonly version: NewVersion;
  /** Versions that it ends. */
  readonly superseded: readonly DirectiveRow[];
}

/** Entry and event of a change to a directive. Seal before the change is written, record after: the lock is held briefly. */
@Injectable()
export class DirectiveTrail {
  constructor(
    private readonly trail: EntryWriter,
    private readonly shown: ShownDirectives,
  ) {}

  async seal(tx: Transaction, { change, principal, version, superseded }: DirectiveEvent): Promise<SealedEntry> {
    const { residentId } = version;
    const before = change === 'amended' ? superseded[0] : undefined;
    const [told] = await this.shown.told(tx, [version]);
    const [toldBefore] = before ? await this.shown.told(tx, [before]) : [];
    // Of a change to what is hidden alone nobody is told: that there was one would tell of it.
    const isTold = told !== undefined && !(toldBefore && saysTheSame(told, toldBefore));
    // Nobody but a discreet agency's own officers finds what may not be told.
    const ofDiscreet = told === undefined && this.shown.isForDiscreet(version);
    const theirs = isTheirs(principal, version);
    const maker = theirs ? null : principal.agency;
    // As far as officers of the maker's agency are shown it: an agency's log tells no more than its list.
    const toMaker = told && maker !== null ? await this.shown.one(tx, officerOf(maker), version) : told;
    const seen = toMaker ?? (ofDiscreet ? version : { ...version, ...UNTOLD });
    // What staff wrote down whole is for their own officers alone where a part of it may not be told.
    const isForRecipient = !theirs || reachCovers(seen, version);
    const recipient =
      isForRecipient && (isTold || ofDiscreet) ? await this.recipientOf(tx, { seen, before }, ofDiscreet) : null;
    const { purposes, agreement, categories } = seen;
    return this.trail.seal(tx, {
      kind: 'directive',
      residentId,
      detail: {
        change,
        by: { id: principal.id, kind: principal.kind, agency: principal.agency, roles: [...principal.roles] },
        directive: JSON.parse(JSON.stringify(theirs ? version : withoutTimes(seen))) as Json,
        superseded: await this.named(tx, superseded, [principal.agency, recipient]),
      },
      index: {
        action: change,
        outcome: 'recorded',
        categories: categories ?? [],
        residentId,
        requesterId: principal.id,
        ...(principal.agency === null ? {} : { requesterAgency: principal.agency }),
        ...(recipient === null ? {} : { recipientAgency: recipient }),
        ...(purposes?.length === 1 ? { purpose: purposes[0]! } : {}),
        ...(agreement === null ? {} : { agreement }),
        // The recipient may be left out above, so what is discreet is marked as what its resident's history leaves out.
        ...(isTold ? {} : { deferNotice: true }),
      },
    });
  }

  /** Returns the time from which the change certainly holds. Last in the transaction. */
  async record(tx: Transaction, entry: SealedEntry, { change, version }: DirectiveEvent): Promise<string> {
    const effectiveAt = await this.trail.append(tx, entry);
    const { residentId, id: directiveId } = version;
    await announceChange(tx, residentId, DIRECTIVE_CHANGED, { residentId, directiveId, change });
    return effectiveAt;
  }

  /**
   * Officers see the entries that name their agency as recipient (domain 1.15): one that has linked the resident, else a refusal
   * would tell it that they exist, and that is shown all that the entry tells.
   */
  private async recipientOf(
    tx: Transaction,
    { seen, before }: { readonly seen: NewVersion; readonly before: DirectiveRow | undefined },
    ofDiscreet: boolean,
  ): Promise<string | null> {
    const [agency, ...others] = seen.recipients ?? [];
    if (agency === undefined || others.length > 0) return null;
    const sql = 'SELECT l.agency FROM consent.link l WHERE l.agency = $1 AND l.resident_id = $2';
    if ((await firstRow(tx, sql, [agency, seen.residentId])) === undefined) return null;
    if (ofDiscreet) return agency;
    const shown = await this.shown.one(tx, officerOf(agency), seen);
    const sameAsBefore = before && saysTheSame(await this.shown.one(tx, officerOf(agency), before), shown);
    return reachCovers(shown, seen) && !sameAsBefore ? agency : null;
  }

  /** What it ended, as far as officers of each agency that finds the entry are shown it: an id alone tells that there is something. */
  private async named(
    tx: Transaction,
    superseded: readonly DirectiveRow[],
    readers: readonly (string | null)[],
  ): Promise<{ id: string; version: number }[]> {
    let shown = await this.shown.told(tx, superseded);
    for (const agency of readers) {
      const [first] = shown;
      if (agency !== null && first) shown = await this.shown.to(tx, officerOf(agency), first.residentId, shown);
    }
    return shown.map(({ id, version }) => ({ id, version }));
  }
}

/** What staff write down in their own words is theirs to read again; only their agency's officers open it. */
const isTheirs = ({ kind, id }: Principal, { recordedBy, version }: NewVersion): boolean =>
  kind !== 'resident' && recordedBy === id && version === 1;

/** Of what nothing is told, its times are not told either. */
const withoutTimes = (seen: NewVersion): object =>
  isUntold(seen) ? { ...seen, startsAt: undefined, expiresAt: undefined } : seen;

const officerOf = (agency: string): Viewer => ({ kind: 'officer', agency, roles: [] });
