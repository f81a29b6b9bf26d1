import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ResolveResident } from '../resident/resolve-resident.js';
import { type ShieldList, shieldView } from './shield.dto.js';
import { requireProtectorOrResident } from './shield-roles.js';
import { ShieldStore } from './shield-store.js';

/** The standing shield and who may see past it: for the resident, and for those who may set one. */
@Injectable()
export class ListShields {
  constructor(
    private readonly source: DataSource,
    private readonly residents: ResolveResident,
    private readonly shields: ShieldStore,
  ) {}

  async list(principal: Principal, reference: string): Promise<ShieldList> {
    requireProtectorOrResident(principal);
    const residentId = await this.residents.resolve(principal, reference);
    const standing = await this.shields.standing(this.source.manager, residentId);
    if (standing === undefined) return { items: [], next: null };
    return {
      items: [shieldView(standing, await this.shields.allowances(this.source.manager, standing.id))],
      next: null,
    };
  }
}
