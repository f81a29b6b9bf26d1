import { PageQuery } from '#libs/contracts';
import { Allow, CurrentPrincipal, Idempotent, type Once, OnceByKey, type Principal } from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Named } from '../../doors/named.pipe.js';
import { BUNDLE_HASH } from '../../doors/shapes.js';
import { ActivateBundle } from './activate-bundle.js';
import { ActivatedBundleDto, BundleDto, BundlePageDto, BundleWithFilesDto } from './bundle-answer.dto.js';
import { bundleProblem } from './bundle-problem.js';
import { ActivationDto, BundleReasonDto, NewBundleDto } from './bundle.dto.js';
import { ListBundles } from './list-bundles.js';
import { PostBundle } from './post-bundle.js';
import { RollBackBundle } from './roll-back-bundle.js';
import { StopBundle } from './stop-bundle.js';

const HASH = new Named(BUNDLE_HASH);

/** The rules: posted by one officer, put in force by another, taken back by one lead alone. */
@Controller('v1/bundles')
export class BundleController {
  constructor(
    private readonly bundles: ListBundles,
    private readonly posting: PostBundle,
    private readonly activation: ActivateBundle,
    private readonly rollback: RollBackBundle,
    private readonly stops: StopBundle,
  ) {}

  /** The rules that were posted. */
  @Get()
  @Allow('officer')
  list(@Query() query: PageQuery): Promise<BundlePageDto> {
    return this.bundles.list(query);
  }

  /** One bundle of rules, with its files. */
  @Get(':hash')
  @Allow('officer')
  read(@Param('hash', HASH) hash: string): Promise<BundleWithFilesDto> {
    return this.bundles.one(hash);
  }

  /** Rules that are not valid are refused with file, line and rule of everything wrong. */
  @Post()
  @Allow('officer')
  @Idempotent()
  async post(@CurrentPrincipal() by: Principal, @Body() bundle: NewBundleDto): Promise<BundleDto> {
    return this.posting.post(by, bundle).catch(refuse);
  }

  /** `{}` puts it in force at once: from the answer on, every decision is made by it. */
  @Post(':hash/activate')
  @HttpCode(200)
  @Allow('officer')
  @Idempotent()
  async activate(
    @CurrentPrincipal() by: Principal,
    @Param('hash', HASH) hash: string,
    @Body() activation: ActivationDto,
  ): Promise<ActivatedBundleDto> {
    return this.activation.activate(by, hash, activation).catch(refuse);
  }

  /** Back to the rules that were in force before, at once. */
  @Post('rollback')
  @HttpCode(200)
  @Allow('officer')
  @Idempotent()
  goBack(
    @CurrentPrincipal() by: Principal,
    @Body() { reason }: BundleReasonDto,
    @OnceByKey() once: Once,
  ): Promise<ActivatedBundleDto> {
    return this.rollback.rollBack(by, reason, once);
  }

  /** From the answer on, nothing is released by these rules. */
  @Post(':hash/stop')
  @HttpCode(200)
  @Allow('officer')
  @Idempotent()
  stop(
    @CurrentPrincipal() by: Principal,
    @Param('hash', HASH) hash: string,
    @Body() { reason }: BundleReasonDto,
    @OnceByKey() once: Once,
  ): Promise<BundleDto> {
    return this.stops.stop(by, hash, reason, once);
  }

  /** Ends its stop. */
  @Post(':hash/resume')
  @HttpCode(200)
  @Allow('officer')
  @Idempotent()
  resume(
    @CurrentPrincipal() by: Principal,
    @Param('hash', HASH) hash: string,
    @Body() { reason }: BundleReasonDto,
  ): Promise<BundleDto> {
    return this.stops.resume(by, hash, reason);
  }
}

function refuse(error: unknown): never {
  throw bundleProblem(error);
}
