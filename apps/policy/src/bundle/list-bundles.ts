import { DEFAULT_PAGE, pageOf, type PageQuery } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import { cursorOf } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import { nameAfter } from '../doors/name-after.js';
import { BUNDLE_HASH } from '../doors/shapes.js';
import { BundleInForceRow } from './bundle-in-force.row.js';
import type { BundleDto, BundlePageDto, BundleWithFilesDto } from './bundle.dto.js';
import { BundleRow } from './bundle.row.js';

/** Every bundle that was ever posted, by hash; old decisions name old ones. */
@Injectable()
export class ListBundles {
  constructor(private readonly source: DataSource) {}

  async run({ limit = DEFAULT_PAGE, after }: PageQuery): Promise<BundlePageDto> {
    const from = nameAfter(after, BUNDLE_HASH);
    const inForce = await this.inForce();
    const rows = await this.source.manager.find(BundleRow, {
      select: { hash: true, author: true, createdAt: true },
      where: from === null ? {} : { hash: MoreThan(from) },
      order: { hash: 'ASC' },
      take: limit + 1,
    });
    const page = pageOf(
      rows,
      limit,
      (row) => cursorOf(row.hash),
      (row) => present(row, inForce),
    );
    return { ...page, items: [...page.items] };
  }

  async one(hash: string): Promise<BundleWithFilesDto> {
    const row = await this.source.manager.findOneBy(BundleRow, { hash });
    if (!row) throw new DomainError('bundle-not-found', 'there is no such bundle');
    return { ...present(row, await this.inForce()), files: [...row.files] };
  }

  private async inForce(): Promise<string | null> {
    return (await this.source.manager.findOneBy(BundleInForceRow, { singleton: true }))?.hash ?? null;
  }
}

function present({ hash, author, createdAt }: BundleRow, inForce: string | null): BundleDto {
  return { hash, author, createdAt: createdAt.toISOString(), inForce: hash === inForce };
}
