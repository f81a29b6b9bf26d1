import {
  type BasedOn,
  coversAsLong,
  type DirectiveReach,
  DomainError,
  isStop,
  reachCovers,
  replacedByStop,
  saysTheSame,
} from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../storage/transaction.js';
import { requireKnownAgencies } from './agreement-bounds.js';
import { ConsentRules } from './consent-rules.js';
import type { DirectiveRow, Scope } from './directive.row.js';
import { DirectiveStore } from './directive-store.js';
import { type RecordedDirective, recordedDirective } from './directive-view.dto.js';
import { directiveNotFound, FindDirective } from './find-directive.js';
import { isUntold } from './shown-directives.js';
import { RecordDirective, type Recorded } from './record-directive.js';

/** What to change; undefined leaves a part as it is, null means all (for the end: none of its own). */
export interface Amendment {
  readonly sources?: readonly string[] | null;
  readonly recipients?: readonly string[] | null;
  readonly categories?: Scope['categories'];
  readonly purposes?: Scope['purposes'];
  readonly expiresAt?: Date | null;
}

/**
 * Changes the scope or the end of a directive. Towards stopping (a narrower or shorter consent, a wider or longer refusal)
 * anyone may whom the resident tells; towards sharing the resident alone (domain 1.15), and no further than a new consent may go.
 * Needs the version it is based on; what changes nothing writes none.
 */
@Injectable()
export class AmendDirective {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: DirectiveStore,
    private readonly directives: FindDirective,
    private readonly rules: ConsentRules,
    private readonly recording: RecordDirective,
  ) {}

  amend(
    principal: Principal,
    { id, basedOn, once }: { readonly id: string; readonly basedOn: BasedOn; readonly once: Once },
    amendment: Amendment,
  ): Promise<RecordedDirective> {
    return this.work.run((tx) =>
      once(tx, async () => recordedDirective(await this.amendWithin(tx, principal, { id, basedOn }, amendment))),
    );
  }

  private async amendWithin(
    tx: Transaction,
    principal: Principal,
    { id, basedOn }: { readonly id: string; readonly basedOn: BasedOn },
    amendment: Amendment,
  ): Promise<Recorded> {
    const current = await this.directives.find(tx, principal, id);
    const shown = await this.directives.asShown(tx, principal, current);
    // Whom the resident tells withdraws it, or writes down what they say; what nobody sees is not changed word by word.
    if (principal.kind !== 'resident' && isUntold(shown)) throw directiveNotFound();
    if (!basedOn.isMetBy(current.version))
      throw new DomainError('version-conflict', 'this directive was changed in the meantime');
    if (current.status === 'ConsentWithdrawn')
      throw new DomainError('already-withdrawn', 'a withdrawn consent is not changed: give it anew');
    const now = await this.store.now(tx);
    if (!isStop(current) && current.expiresAt !== null && current.expiresAt <= now)
      throw new DomainError('already-ended', 'a consent that has ended is not changed: give it anew');
    const seen = { ...shown, ...stated(amendment) };
    // Before anything is said of its agreement, which they may not be shown.
    requireStops(principal, shown, seen);
    const next = await this.amended(tx, { current, shown, now }, amendment);
    const asked = { ...seen, expiresAt: next.expiresAt };
    requireStops(principal, shown, asked);
    // By what they are shown: that a name is there already would tell of it.
    if (saysTheSame(shown, asked)) return { directive: shown, effectiveAt: await this.store.recordedAt(tx, current) };
    const version = { ...next, recordedBy: principal.id };
    const told = await this.directives.asShown(tx, principal, version);
    const superseded = [current, ...(await this.endedBy(tx, next))];
    const { effectiveAt } = await this.recording.record(tx, { change: 'amended', principal, version, superseded });
    return { directive: told, effectiveAt };
  }

  /** The consents within a no that says more now: as if it had been said like that, so that lifting it revives none. */
  protected async endedBy(tx: Transaction, next: DirectiveRow): Promise<DirectiveRow[]> {
    if (!isStop(next)) return [];
    const current = await this.store.heldOf(tx, next.residentId);
    return replacedByStop(next, current).filter(({ status }) => status === 'ConsentGiven');
  }

  /** What they are not shown stays as it is, whatever they say of the rest: nothing hidden is opened, and no answer tells of it. */
  private async amended(
    tx: Transaction,
    { current, shown, now }: { readonly current: DirectiveRow; readonly shown: DirectiveRow; readonly now: Date },
    amendment: Amendment,
  ): Promise<DirectiveRow> {
    const { expiresAt: end } = amendment;
    const scope = withHidden(amendment, current, shown);
    if (end && end <= now)
      throw new DomainError('invalid-end', 'nothing ends in the past: to end it now, withdraw or lift it');
    const wish = end === undefined ? current.expiresAt : end;
    const next = { ...current, ...scope, version: current.version + 1 };
    // What stops is never refused for what an agreement allows by now.
    if (isStop(current) || coversAsLong(current, { ...scope, expiresAt: wish })) {
      await requireKnownAgencies(tx, scope);
      return { ...next, expiresAt: wish };
    }
    const expiresAt = await this.rules.end(tx, scope, current.startsAt, wish);
    if (!reachCovers(current, scope)) await this.rules.requireNoNewNo(tx, current, scope, now);
    return { ...next, expiresAt };
  }
}

type Part<Word> = readonly Word[] | null;

function stated({ expiresAt: _end, ...parts }: Amendment): Partial<DirectiveReach> {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}

/** What they say of each part, and what of it they are not shown. */
function withHidden(said: Amendment, current: Scope, shown: Scope): Scope {
  return {
    sources: partOf(said.sources, current.sources, shown.sources),
    recipients: partOf(said.recipients, current.recipients, shown.recipients),
    categories: partOf(said.categories, current.categories, shown.categories),
    purposes: partOf(said.purposes, current.purposes, shown.purposes),
    agreement: current.agreement,
  };
}

function partOf<Word>(said: Part<Word> | undefined, current: Part<Word>, shown: Part<Word>): Word[] | null {
  if (said === undefined) return current && [...current];
  const hidden = current?.filter((one) => !shown?.includes(one)) ?? [];
  return said && [...new Set([...said, ...hidden])];
}

type Lasting = DirectiveReach & Pick<DirectiveRow, 'status' | 'expiresAt'>;

function requireStops({ kind }: Principal, before: Lasting, after: Lasting): void {
  if (kind === 'resident' || stopsMore(before, after)) return;
  throw new DomainError(
    'grant-needs-resident',
    'only the resident, with their own sign-in, can allow more than before',
  );
}

function stopsMore(before: Lasting, after: Lasting): boolean {
  const [wider, narrower] = isStop(before) ? [after, before] : [before, after];
  return coversAsLong(wider, narrower);
}
