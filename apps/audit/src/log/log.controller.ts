import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, AllowAnyone, ProblemError, UnavailableError } from '#libs/http';
import { parseTileIndex } from '#libs/tlog';
import type { FastifyReply } from 'fastify';
import { LogReader } from './log-reader.js';
import { LogSigner } from './log-signer.js';

const BYTES = 'application/octet-stream';
const TEXT = 'text/plain; charset=utf-8';
/** Tiles never change (C2SP tlog-tiles: "caching headers SHOULD be long-lived"). */
const FOREVER = 'max-age=31536000, immutable';

/** The log's static resources (C2SP tlog-tiles). Hashes are public; entry bundles need an officer (design 7). */
@ApiTags('log')
@Controller('log')
export class LogController {
  constructor(
    private readonly log: LogReader,
    private readonly key: LogSigner,
  ) {}

  /** The newest signed tree head. */
  @Get('checkpoint')
  @AllowAnyone()
  @Header('content-type', TEXT)
  @Header('cache-control', 'public, max-age=1')
  @ApiProduces('text/plain')
  @ApiOkResponse({ type: String, description: 'C2SP tlog-checkpoint' })
  async checkpoint(): Promise<string> {
    const newest = await this.log.newestCheckpoint();
    if (!newest) throw new UnavailableError('the log');
    return newest.note;
  }

  /** The key that checks it, as a note verifier key. */
  @Get('vkey')
  @AllowAnyone()
  @Header('content-type', TEXT)
  @Header('cache-control', 'public, max-age=300')
  @ApiProduces('text/plain')
  @ApiOkResponse({ type: String, description: 'C2SP signed-note verifier key' })
  vkey(): string {
    return `${this.key.signer.vkey}\n`;
  }

  /** The entries of one level-0 tile. */
  @Get('tile/entries/*')
  @Allow('officer')
  @ApiProduces(BYTES)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: 'C2SP tlog-tiles entry bundle' })
  async bundle(@Param('*') path: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const { index, width } = coordinates(path);
    return found(await this.log.bundle(index, width), reply, `private, ${FOREVER}`);
  }

  /** Hashes of one tile, at level 0 to 63. */
  @Get('tile/:level/*')
  @AllowAnyone()
  @ApiProduces(BYTES)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: 'C2SP tlog-tiles hash tile' })
  async tile(
    @Param('level') level: string,
    @Param('*') path: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    if (!/^([0-9]|[1-5][0-9]|6[0-3])$/.test(level)) throw new ProblemError('not-found');
    const { index, width } = coordinates(path);
    return found(await this.log.tile(Number(level), index, width), reply, `public, ${FOREVER}`);
  }
}

function coordinates(path: string): { index: number; width: number } {
  try {
    return parseTileIndex(path);
  } catch {
    throw new ProblemError('not-found');
  }
}

function found(bytes: Buffer | undefined, reply: FastifyReply, caching: string): Buffer {
  if (!bytes) throw new ProblemError('not-found');
  void reply.header('content-type', BYTES).header('cache-control', caching);
  return bytes;
}
