import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork, rowsOf } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { requireRole } from '../../../trail/officer-role.js';
import { Trail } from '../../../trail/trail.js';
import { BundleReportRow } from '../bundle-report.row.js';
import { BundleRow } from '../bundle.row.js';
import { productVersion } from '../product-version.js';
import { readStanding } from '../schedule.js';
import { BundleCheck } from './bundle-check.js';
import { presentReport } from './present-report.js';
import type { BundleReportDto } from './report.dto.js';

const KEEP = `INSERT INTO policy.bundle_report (hash, kind, passed, report, made_by, product_version)
  VALUES ($1, 'check', $2, $3::jsonb, $4, $5) RETURNING ordinal`;

/**
 * Tests and proves a bundle, and keeps what was found with an entry, passed or not: for a policy author or lead. Nothing
 * takes effect by it. Not idempotent: each run is a report of its own, and the newest counts.
 */
@Injectable()
export class CheckBundle {
  constructor(
    private readonly source: DataSource,
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
    private readonly checks: BundleCheck,
  ) {}

  async check(by: Principal, hash: string): Promise<BundleReportDto> {
    requireRole(by, 'policy-author', 'ig-lead');
    const bundle = await this.source.manager.findOneBy(BundleRow, { hash });
    if (!bundle) throw new DomainError('bundle-not-found', 'there is no such bundle');
    const { inForce } = await readStanding(this.source.manager);
    const current = inForce === null ? null : await this.source.manager.findOneBy(BundleRow, { hash: inForce });
    const report = await this.checks.check({ bundle, inForce: current });
    return this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      const { passed, against } = report;
      const values = [hash, passed, JSON.stringify(report), by.id, productVersion()];
      const [{ ordinal }] = rowsOf<{ ordinal: string }>(await tx.query(KEEP, values)) as [{ ordinal: string }];
      const detail = { bundle: hash, passed, against };
      await this.trail.append(tx, by, { kind: 'governance', action: 'bundle-check', detail });
      return presentReport(await tx.findOneByOrFail(BundleReportRow, { ordinal }));
    });
  }
}
