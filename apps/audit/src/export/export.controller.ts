import { Readable } from 'node:stream';
import { Controller, Header, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { agencyOf } from '../entry/viewer-of.js';
import { LogSigner } from '../log/log-signer.js';
import { AuditPool } from '../storage/audit-pool.js';
import { WriteSearchEntry } from '../trail/write-search-entry.js';
import { exportLog } from './export-log.js';
import { tar } from './tar.js';

@ApiTags('exports')
@Controller('v1/exports')
export class ExportController {
  constructor(
    private readonly database: AuditPool,
    private readonly key: LogSigner,
    private readonly trail: WriteSearchEntry,
  ) {}

  /**
   * The whole log as a tar: entries, tiles, every checkpoint, and the sealed details in the officer's scope. Unpack it and
   * run `npm run audit:verify -- FOLDER`. The export is an entry of the log that is not yet in it.
   */
  @Post()
  @Allow('officer')
  @HttpCode(200)
  @Header('content-type', 'application/x-tar')
  @Header('content-disposition', 'attachment; filename="log.tar"')
  @ApiProduces('application/x-tar')
  @ApiOkResponse({
    ...{ schema: { type: 'string', format: 'binary' }, description: 'POSIX tar' },
    headers: { 'Content-Disposition': { description: 'What to call the file', schema: { type: 'string' } } },
  })
  async export(@CurrentPrincipal() officer: Principal): Promise<StreamableFile> {
    const agency = agencyOf(officer);
    await this.trail.write(officer, 'export-log', { details: agency });
    const files = exportLog(this.database.pool, this.key.signer, { agency });
    return new StreamableFile(Readable.from(tar(files), { objectMode: false }), { type: 'application/x-tar' });
  }
}
