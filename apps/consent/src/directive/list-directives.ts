import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DirectiveRow } from './directive.row.js';
import { DirectiveStore } from './directive-store.js';

/** The directives in force: all for the resident; for an agency's people those that concern it as source or recipient. */
@Injectable()
export class ListDirectives {
  constructor(
    private readonly source: DataSource,
    private readonly store: DirectiveStore,
  ) {}

  /** One row more than `limit`, where there is one. */
  async run(
    principal: Principal,
    residentId: string,
    after: string | null,
    limit: number,
  ): Promise<{ rows: DirectiveRow[]; now: Date }> {
    const rows = await this.store.page(this.source.manager, residentId, principal.agency, after, limit + 1);
    return { rows, now: await this.store.now(this.source.manager) };
  }
}
