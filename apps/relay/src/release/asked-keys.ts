import { Injectable } from '@nestjs/common';
import { KeyReader, type Keys } from '#libs/trail';
import { HotDatabase } from '../keys/hot-database.js';
import type { Decided } from './asked.js';

/** The keys that a batch on the line needs: of whom it is about, at the place and at the agencies whose records are asked for. */
@Injectable()
export class AskedKeys {
  constructor(
    private readonly database: HotDatabase,
    private readonly keys: KeyReader,
  ) {}

  of(items: readonly Decided[]): Promise<Keys> {
    const { residents, sources } = holdersOf(items);
    return this.keys.ofResidents(this.database.pool, residents, sources);
  }
}

/** Whose keys those are: of each resident at the place and at each of the sources. */
export function holdersOf(items: readonly Decided[]): { readonly residents: string[]; readonly sources: string[] } {
  const requests = items.map(({ asked: { request } }) => request);
  return {
    residents: [...new Set(requests.map(({ residentId }) => residentId))],
    sources: [...new Set(requests.map(({ sourceAgency }) => sourceAgency))],
  };
}
