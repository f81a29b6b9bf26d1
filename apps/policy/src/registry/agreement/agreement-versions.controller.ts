import { PageQuery } from '#libs/contracts';
import { Allow } from '#libs/http';
import { Controller, Get, Param, ParseIntPipe, Query } from '@nestjs/common';
import { Named } from '../../doors/named.pipe.js';
import { AGREEMENT_ID } from '../../doors/shapes.js';
import { AgreementDifferenceDto, AgreementVersionPageDto, WholeAgreementVersionDto } from './agreement-answer.dto.js';
import { DifferenceQuery } from './agreement-query.dto.js';
import { ReadVersions } from './read-versions.js';

const ID = new Named(AGREEMENT_ID);

/** What an agreement was, for the officers who answer for it. */
@Controller('v1/agreements/:id/versions')
export class AgreementVersionsController {
  constructor(private readonly versions: ReadVersions) {}

  /** Newest first. */
  @Get()
  @Allow('officer')
  list(@Param('id', ID) id: string, @Query() query: PageQuery): Promise<AgreementVersionPageDto> {
    return this.versions.list(id, query);
  }

  /** One version, whole. */
  @Get(':version')
  @Allow('officer')
  read(
    @Param('id', ID) id: string,
    @Param('version', ParseIntPipe) version: number,
  ): Promise<WholeAgreementVersionDto> {
    return this.versions.one(id, version);
  }

  /** Field by field, against the version before or the one named. */
  @Get(':version/difference')
  @Allow('officer')
  difference(
    @Param('id', ID) id: string,
    @Param('version', ParseIntPipe) version: number,
    @Query() { from }: DifferenceQuery,
  ): Promise<AgreementDifferenceDto> {
    return this.versions.difference(id, from ?? version - 1, version);
  }
}
