import { DomainError } from '#libs/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BundleReportRow } from '../bundle-report.row.js';
import { presentReport } from './present-report.js';
import type { BundleReportDto } from './report.dto.js';

/** The newest report of a bundle, for any officer. */
@Injectable()
export class ReadReport {
  constructor(private readonly source: DataSource) {}

  async read(hash: string): Promise<BundleReportDto> {
    const report = await this.source.manager.findOne(BundleReportRow, { where: { hash }, order: { ordinal: 'DESC' } });
    if (!report) throw new DomainError('report-not-found', 'this bundle was not checked yet');
    return presentReport(report);
  }
}
