import { DEFAULT_PAGE, pageOf, type PageQuery } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import { cursorOf } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull, MoreThan } from 'typeorm';
import { nameAfter } from '../../doors/name-after.js';
import { BUNDLE_HASH } from '../../doors/shapes.js';
import type { BundleDto, BundlePageDto, BundleWithFilesDto } from './bundle-answer.dto.js';
import { BundleReportRow } from './bundle-report.row.js';
import { BundleStopRow } from './bundle-stop.row.js';
import { BundleRow } from './bundle.row.js';
import { presentBundle } from './present-bundle.js';
import { readStanding } from './schedule.js';

type Told = Omit<BundleRow, 'files'>;
const TOLD = { hash: true, title: true, description: true, author: true, createdAt: true } as const;

/** Every bundle that was ever posted, by hash; old decisions name old ones. */
@Injectable()
export class ListBundles {
  constructor(private readonly source: DataSource) {}

  async list({ limit = DEFAULT_PAGE, after }: PageQuery): Promise<BundlePageDto> {
    const from = nameAfter(after, BUNDLE_HASH);
    const rows = await this.source.manager.find(BundleRow, {
      select: TOLD,
      where: from === null ? {} : { hash: MoreThan(from) },
      order: { hash: 'ASC' },
      take: limit + 1,
    });
    const { items, next } = pageOf(
      rows,
      limit,
      (row) => cursorOf(row.hash),
      (row) => row,
    );
    return { items: await describe(this.source.manager, items), next };
  }

  async one(hash: string): Promise<BundleWithFilesDto> {
    const row = await this.source.manager.findOneBy(BundleRow, { hash });
    if (!row) throw new DomainError('bundle-not-found', 'there is no such bundle');
    const [told] = await describe(this.source.manager, [row]);
    return { ...told!, files: [...row.files] };
  }
}

/** Bundles with where they stand, in the order given. */
export async function describe(tx: EntityManager, bundles: readonly Told[]): Promise<BundleDto[]> {
  const hash = In(bundles.map((bundle) => bundle.hash));
  const standing = await readStanding(tx);
  const reports = await tx.find(BundleReportRow, {
    select: { ordinal: true, hash: true, passed: true, madeAt: true },
    where: { hash },
    order: { ordinal: 'ASC' },
  });
  const newest = new Map(reports.map((report) => [report.hash, report]));
  const stops = await tx.findBy(BundleStopRow, { hash, liftedAt: IsNull() });
  return bundles.map((bundle) =>
    presentBundle({
      ...{ bundle, standing },
      report: newest.get(bundle.hash),
      stop: stops.find((stop) => stop.hash === bundle.hash),
    }),
  );
}
