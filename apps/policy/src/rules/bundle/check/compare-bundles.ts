import type { BundleDifference } from '#libs/assurance';
import { DomainError } from '#libs/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BundleRow } from '../bundle.row.js';
import { readStanding } from '../schedule.js';
import { BundleCheck } from './bundle-check.js';

/** What would change with a bundle, against the one in force or another; for any officer. Changes nothing. */
@Injectable()
export class CompareBundles {
  constructor(
    private readonly source: DataSource,
    private readonly checks: BundleCheck,
  ) {}

  async compare(hash: string, from: string | undefined): Promise<BundleDifference> {
    const before = from ?? (await readStanding(this.source.manager)).inForce;
    if (before === null) throw new DomainError('nothing-in-force', 'no bundle is in force: say from which one');
    return this.checks.difference(await this.stored(before), await this.stored(hash));
  }

  private async stored(hash: string): Promise<BundleRow> {
    const bundle = await this.source.manager.findOneBy(BundleRow, { hash });
    if (!bundle) throw new DomainError('bundle-not-found', 'there is no such bundle');
    return bundle;
  }
}
