import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiProduces, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, ProblemError, type Principal } from '#libs/http';
import type { FastifyReply } from 'fastify';
import { ProveEntry } from '../log/prove-entry.js';
import { EntryPage, EntryParams, EntryQuery, EntryRead, HistoryLine, OwnLine, OwnPage } from './entry.dto.js';
import { EntryLines } from './entry-lines.js';
import { ListEntries } from './list-entries.js';
import { historyLine, ownLine } from './present-line.js';
import { ReadEntry } from './read-entry.js';
import { practitionerOf, viewerOf } from './viewer-of.js';

/** Seconds after which a promised entry is in the tree; the merge delay is 2 s (design 7). */
const RETRY_AFTER = '2';

@ApiTags('entries')
@Controller('v1/entries')
export class EntryController {
  constructor(
    private readonly listing: ListEntries,
    private readonly reading: ReadEntry,
    private readonly lines: EntryLines,
    private readonly proving: ProveEntry,
  ) {}

  /**
   * Newest first. For an officer, entries in which their agency is source, requester or recipient; the search is itself an
   * entry. For a practitioner, what they did themselves.
   */
  @Get()
  @Allow('officer', 'practitioner')
  @ApiExtraModels(EntryPage, OwnPage)
  @ApiOkResponse({ schema: { anyOf: [EntryPage, OwnPage].map((page) => ({ $ref: getSchemaPath(page) })) } })
  async list(@CurrentPrincipal() principal: Principal, @Query() query: EntryQuery): Promise<EntryPage | OwnPage> {
    return principal.kind === 'officer' ? this.listing.ofAgency(principal, query) : this.listing.own(principal, query);
  }

  /** One entry: with its opened detail for an officer within their scope, as a line of their own for all others. */
  @Get(':id')
  @Allow('officer', 'resident', 'practitioner')
  @ApiExtraModels(EntryRead, OwnLine, HistoryLine)
  @ApiOkResponse({
    schema: { anyOf: [EntryRead, OwnLine, HistoryLine].map((line) => ({ $ref: getSchemaPath(line) })) },
  })
  async read(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: EntryParams,
  ): Promise<EntryRead | OwnLine | HistoryLine> {
    if (principal.kind === 'officer') return this.reading.read(principal, id);
    const own = principal.kind === 'practitioner';
    const line = await this.lines.find(id, own ? practitionerOf(principal) : viewerOf(principal));
    if (!line) throw new ProblemError('not-found');
    return own ? ownLine(line) : historyLine(line);
  }

  /** C2SP tlog-proof of an entry; before it is sequenced 202 with a signed promise (a note of entry id and leaf hash). */
  @Get(':id/proof')
  @Allow('officer', 'resident', 'practitioner', 'system')
  @ApiProduces('text/plain')
  @ApiOkResponse({ type: String, description: 'C2SP tlog-proof' })
  @ApiResponse({
    ...{ status: 202, type: String, description: 'Signed promise; ask again after Retry-After seconds' },
    headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } },
  })
  async prove(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: EntryParams,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const line = await this.lines.find(id, viewerOf(principal));
    const proof = line && (await this.proving.prove(id));
    if (!proof) throw new ProblemError('not-found');
    void reply.header('content-type', 'text/plain; charset=utf-8');
    if (proof.state === 'proved') return proof.proof;
    void reply.status(202).header('retry-after', RETRY_AFTER);
    return proof.promise;
  }
}
