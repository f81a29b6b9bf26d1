import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { EntryWriter, type EntryAbout } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import type { DirectiveRow } from './directive.row.js';
import { DirectiveStore, type Ended } from './directive-store.js';
import { ShownDirectives } from './shown-directives.js';

interface Listed {
  readonly rows: DirectiveRow[];
  readonly now: Date;
}

/**
 * The directives in force, as far as they are shown; each reading by an agency's people is an entry that the resident sees
 * (domain 1.15).
 */
@Injectable()
export class ListDirectives {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: DirectiveStore,
    private readonly shown: ShownDirectives,
    private readonly trail: EntryWriter,
  ) {}

  /** One row more than `limit`, where there is one: a page of what is told, which has no gaps that tell what is not. */
  list(principal: Principal, residentId: string, after: string | null, limit: number): Promise<Listed> {
    return this.work.run(async (tx) => {
      const shown = await this.shown.to(tx, principal, residentId, await this.store.currentOf(tx, residentId));
      const rows = shown.filter(({ id }) => after === null || id > after).slice(0, limit + 1);
      if (principal.kind !== 'resident') {
        const read = rows.slice(0, limit).map(({ id, version }) => ({ id, version }));
        await this.trail.append(tx, await this.trail.seal(tx, readingEntry(principal, residentId, read)));
      }
      return { rows, now: await this.store.now(tx) };
    });
  }

  /**
   * For residents: what counts no more since something newer replaced it or it was taken back, newest first. Read in parts, since
   * of this there can be any number.
   */
  superseded(principal: Principal, residentId: string, after: Ended | null, limit: number): Promise<Listed> {
    return this.work.run(async (tx) => {
      const rows: DirectiveRow[] = [];
      for (let from = after; rows.length <= limit;) {
        const part = await this.store.supersededOf(tx, residentId, from, limit + 1);
        rows.push(...(await this.shown.to(tx, principal, residentId, part)));
        if (part.length <= limit) break;
        from = part.at(-1)!;
      }
      return { rows: rows.slice(0, limit + 1), now: await this.store.now(tx) };
    });
  }
}

/** The one entry of a reading by an agency's people; the resident's history shows it. */
function readingEntry(by: Principal, residentId: string, read: { id: string; version: number }[]): EntryAbout {
  const { id, kind, agency, roles } = by;
  return {
    kind: 'disclosure',
    residentId,
    detail: { action: 'read-directives', by: { id, kind, agency, roles: [...roles] }, read },
    index: {
      ...{ action: 'read-directives', outcome: 'permit', reason: 'permitted', categories: [] },
      ...{ residentId, requesterId: id, requesterKind: kind, requesterRoles: roles },
      ...(agency === null ? {} : { requesterAgency: agency, recipientAgency: agency }),
    },
  };
}
