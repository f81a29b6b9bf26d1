import { Allow, CurrentPrincipal, Idempotent, type Principal } from '#libs/http';
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Named } from '../../../doors/named.pipe.js';
import { BUNDLE_HASH } from '../../../doors/shapes.js';
import { bundleProblem } from '../bundle-problem.js';
import { CheckBundle } from './check-bundle.js';
import { CompareBundles } from './compare-bundles.js';
import { BundleDifferenceDto, DifferenceQuery } from './difference.dto.js';
import { ReadReport } from './read-report.js';
import { BundleReportDto } from './report.dto.js';

const HASH = new Named(BUNDLE_HASH);

/** A bundle's tests and proofs: run on demand, kept, and read by any officer. */
@Controller('v1/bundles')
export class CheckController {
  constructor(
    private readonly checking: CheckBundle,
    private readonly reports: ReadReport,
    private readonly comparing: CompareBundles,
  ) {}

  /** Takes seconds. The answer is the report, passed or not, with every counterexample. */
  @Post(':hash/check')
  @HttpCode(200)
  @Allow('officer')
  @Idempotent()
  async check(@CurrentPrincipal() by: Principal, @Param('hash', HASH) hash: string): Promise<BundleReportDto> {
    return this.checking.check(by, hash).catch(refuse);
  }

  /** What the newest check of it found. */
  @Get(':hash/report')
  @Allow('officer')
  report(@Param('hash', HASH) hash: string): Promise<BundleReportDto> {
    return this.reports.read(hash);
  }

  /** Takes seconds: who would see more or less follows from the rules, not from data. */
  @Get(':hash/difference')
  @Allow('officer')
  async difference(
    @Param('hash', HASH) hash: string,
    @Query() { from }: DifferenceQuery,
  ): Promise<BundleDifferenceDto> {
    return this.comparing.compare(hash, from).catch(refuse);
  }
}

function refuse(error: unknown): never {
  throw bundleProblem(error);
}
