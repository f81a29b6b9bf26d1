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
    const asked = items.map(({ asked: { request } }) => request);
    return this.keys.ofResidents(
      this.database.pool,
      asked.map(({ residentId }) => residentId),
      asked.map(({ sourceAgency }) => sourceAgency),
    );
  }
}
