import { PageQuery } from '#libs/contracts';
import { Allow, CurrentPrincipal, Idempotent, type Principal } from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Named } from '../doors/named.pipe.js';
import { BUNDLE_HASH } from '../doors/shapes.js';
import { ActivateBundle } from './activate-bundle.js';
import { bundleProblem } from './bundle-problem.js';
import { ActivatedBundleDto, BundleDto, BundlePageDto, BundleWithFilesDto, NewBundleDto } from './bundle.dto.js';
import { ListBundles } from './list-bundles.js';
import { PostBundle } from './post-bundle.js';

const HASH = new Named(BUNDLE_HASH);

/** The rules: posted by one officer, put in force by another. */
@Controller('v1/bundles')
export class BundleController {
  constructor(
    private readonly bundles: ListBundles,
    private readonly posting: PostBundle,
    private readonly activation: ActivateBundle,
  ) {}

  @Get()
  @Allow('officer')
  list(@Query() query: PageQuery): Promise<BundlePageDto> {
    return this.bundles.run(query);
  }

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
    return this.posting.run(by, bundle.files).catch(refuse);
  }

  /** From the answer on, every decision is made by it. */
  @Post(':hash/activate')
  @HttpCode(200)
  @Allow('officer')
  @Idempotent()
  async activate(@CurrentPrincipal() by: Principal, @Param('hash', HASH) hash: string): Promise<ActivatedBundleDto> {
    return this.activation.run(by, hash).catch(refuse);
  }
}

function refuse(error: unknown): never {
  throw bundleProblem(error);
}
