import { DEFAULT_PAGE, pageOf, PageQuery } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import { Allow, CurrentPrincipal, cursorOf, Idempotent, keyAfter, type Principal } from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource, MoreThan } from 'typeorm';
import { ActivateBundle } from './activate-bundle.js';
import {
  ActivatedBundle,
  BundleBody,
  BundleDetail,
  BundlePage,
  type BundleView,
  PublishedBundle,
} from './bundle.dto.js';
import { BundleRow } from './bundle.row.js';
import { BundleStore } from './bundle-store.js';
import { PublishBundle } from './publish-bundle.js';

@ApiTags('bundles')
@Controller('v1/bundles')
export class BundleController {
  constructor(
    private readonly publishing: PublishBundle,
    private readonly activating: ActivateBundle,
    private readonly store: BundleStore,
    private readonly source: DataSource,
  ) {}

  @Get()
  @Allow('officer')
  async list(@Query() query: PageQuery): Promise<BundlePage> {
    const limit = query.limit ?? DEFAULT_PAGE;
    const [after = ''] = keyAfter(query.after, 1) ?? [];
    const { manager } = this.source;
    const rows = await manager.find(BundleRow, {
      where: { hash: MoreThan(after) },
      order: { hash: 'ASC' },
      take: limit + 1,
    });
    const inForce = (await this.store.inForce(manager))?.hash;
    return pageOf(
      rows,
      limit,
      (row) => cursorOf(row.hash),
      (row) => view(row, inForce),
    );
  }

  /** One bundle with the text of its files. */
  @Get(':hash')
  @Allow('officer')
  async one(@Param('hash') hash: string): Promise<BundleDetail> {
    const row = await this.store.find(this.source.manager, hash);
    if (row === null) throw new DomainError('bundle-not-found', 'there is no such bundle');
    return { ...view(row, (await this.store.inForce(this.source.manager))?.hash), files: row.files };
  }

  /** Brings a bundle in; it decides nothing until a second person activates it. */
  @Post()
  @Allow('officer')
  @Idempotent()
  publish(@CurrentPrincipal() officer: Principal, @Body() body: BundleBody): Promise<PublishedBundle> {
    return this.publishing.run(
      officer,
      body.files.map(({ name, text }) => ({ name, text })),
    );
  }

  /** Puts a bundle in force, by another officer than its author. */
  @Post(':hash/activate')
  @Allow('officer')
  @Idempotent()
  @HttpCode(200)
  activate(@CurrentPrincipal() officer: Principal, @Param('hash') hash: string): Promise<ActivatedBundle> {
    return this.activating.run(officer, hash);
  }
}

function view({ hash, author, createdAt }: BundleRow, inForce: string | undefined): BundleView {
  return { hash, author, createdAt: createdAt.toISOString(), inForce: hash === inForce };
}
