import {
  type DirectiveFactStatus,
  DomainError,
  isStop,
  reachCovers,
  replacedByStop,
  stopSaidBefore,
} from '#libs/domain';
import { type Once, type Principal, withoutKey } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../storage/transaction.js';
import { alreadyRecorded } from './already-recorded.js';
import { whoTheyAreNow } from '../resident/who-they-are-now.js';
import { AgreementBounds, requireKnownAgencies } from './agreement-bounds.js';
import type { Channel, DirectiveRow, Scope } from './directive.row.js';
import { DirectiveStore } from './directive-store.js';
import { type RecordedDirective, recordedDirective } from './directive-view.dto.js';
import { copyOf } from './give-consent.js';
import { ShownDirectives } from './shown-directives.js';
import { RecordDirective, type Recorded } from './record-directive.js';

export interface Stop {
  readonly id: string;
  readonly residentId: string;
  readonly kind: 'refuse' | 'object';
  readonly scope: Scope;
  readonly expiresAt: Date | null;
  readonly channel: Channel;
  /** Of an objection: whether sharing meanwhile may do high harm, so that it bars until it is decided (domain 1.5). */
  readonly highHarm: boolean;
}

/**
 * Records a refusal or an objection. The resident may, and any member of staff whom they tell, alone and at once: no code,
 * no capacity check (domain 1.15). It ends the consents within its scope, so that lifting it later revives none of them; other stops stand on.
 * An empty scope stops everything that consent or objection can stop. An objection is pending until it is decided.
 * A repeat with the same id, and the very same said again by whoever is shown the first, is answered as it was recorded first.
 */
@Injectable()
export class RecordStop {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: DirectiveStore,
    private readonly bounds: AgreementBounds,
    private readonly recording: RecordDirective,
    private readonly shown: ShownDirectives,
  ) {}

  record(principal: Principal, stop: Stop, once: Once = withoutKey): Promise<RecordedDirective> {
    return this.work.stop((tx) => once(tx, async () => recordedDirective(await this.stopped(tx, principal, stop))));
  }

  private async stopped(tx: Transaction, principal: Principal, stop: Stop): Promise<Recorded> {
    const { id, scope, expiresAt, channel } = stop;
    const residentId = await whoTheyAreNow(tx, stop.residentId);
    const earlier = await alreadyRecorded(tx, { store: this.store, shown: this.shown }, principal, { id, residentId });
    if (earlier !== null) return earlier;
    await requireKnownAgencies(tx, scope);
    await this.bounds.requireKnownAgreement(tx, scope.agreement);
    const current = await this.store.heldOf(tx, residentId);
    const startsAt = await this.store.now(tx);
    if (expiresAt !== null && expiresAt <= startsAt)
      throw new DomainError(
        'invalid-end',
        'a refusal or objection ends in the future: leave expiresAt out, or send a later one',
      );
    const stops = await this.shown.to(tx, principal, residentId, current.filter(isStop));
    const said = { ...scope, status: statusOf(stop), expiresAt };
    const first = stopSaidBefore(said, [...current.filter((row) => !isStop(row)), ...stops]);
    if (first !== undefined) return { directive: first, effectiveAt: await this.store.recordedAt(tx, first) };
    // What they are not shown whole stands on beside it: that it went would tell of the rest, and its resident keeps its reference.
    const isShown = (row: DirectiveRow): boolean =>
      stops.some((shown) => shown.id === row.id && reachCovers(shown, row));
    const replaced = replacedByStop(said, current).filter((row) => !isStop(row) || isShown(row));
    const refusal = stop.kind === 'refuse';
    const version = {
      id,
      version: 1,
      residentId,
      status: statusOf(stop),
      ...copyOf(scope),
      startsAt,
      expiresAt,
      channel,
      recordedBy: principal.id,
    };
    return this.recording.record(tx, {
      change: refusal ? 'refused' : 'objected',
      principal,
      version,
      superseded: replaced,
    });
  }
}

function statusOf({ kind, highHarm }: Stop): DirectiveFactStatus {
  if (kind === 'refuse') return 'ConsentRefused';
  return highHarm ? 'ObjectionPendingHighHarm' : 'ObjectionPending';
}
