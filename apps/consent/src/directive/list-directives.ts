import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DirectiveRow } from './directive.row.js';
import { DirectiveStore } from './directive-store.js';
import { ToldDirectives } from './told-directives.js';

/** The directives in force: for residents all that may be told; for an agency's people those that concern it as source or recipient. */
@Injectable()
export class ListDirectives {
  constructor(
    private readonly source: DataSource,
    private readonly store: DirectiveStore,
    private readonly told: ToldDirectives,
  ) {}

  /** One row more than `limit`, where there is one. */
  async run(
    principal: Principal,
    residentId: string,
    after: string | null,
    limit: number,
  ): Promise<{ rows: DirectiveRow[]; now: Date }> {
    const { manager } = this.source;
    const rows =
      principal.kind === 'resident'
        ? await this.own(residentId, after, limit + 1)
        : await this.store.page(manager, residentId, principal.agency, after, limit + 1);
    return { rows, now: await this.store.now(manager) };
  }

  /** A page of what is told: a page of all of it would have gaps, and so tell how much is not. */
  private async own(residentId: string, after: string | null, limit: number): Promise<DirectiveRow[]> {
    const { manager } = this.source;
    const told = await this.told.of(manager, await this.store.currentOf(manager, residentId));
    return told.filter(({ id }) => after === null || id > after).slice(0, limit);
  }
}
