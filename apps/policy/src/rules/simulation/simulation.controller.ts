import { Readable } from 'node:stream';
import { Allow, CurrentPrincipal, Idempotent, type Principal } from '#libs/http';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { Named } from '../../doors/named.pipe.js';
import { BUNDLE_HASH } from '../../doors/shapes.js';
import { requireRole } from '../../trail/officer-role.js';
import { CancelSimulation } from './cancel-simulation.js';
import { ReadSimulation } from './read-simulation.js';
import { NewSimulationDto, SimulationDto, SimulationLine } from './simulation.dto.js';
import { StartSimulation } from './start-simulation.js';
import { StreamDifferences } from './stream-differences.js';

const NDJSON = 'application/x-ndjson';

/** Shadow replay: who would newly have seen what, had a draft been in force. */
@Controller('v1')
export class SimulationController {
  constructor(
    private readonly starting: StartSimulation,
    private readonly cancelling: CancelSimulation,
    private readonly reading: ReadSimulation,
    private readonly streaming: StreamDifferences,
  ) {}

  /** Answers at once; the simulation runs behind it. */
  @Post('bundles/:hash/simulate')
  @HttpCode(202)
  @Allow('officer')
  @Idempotent()
  async start(
    @CurrentPrincipal() by: Principal,
    @Param('hash', new Named(BUNDLE_HASH)) hash: string,
    @Body() period: NewSimulationDto,
  ): Promise<SimulationDto> {
    return this.reading.read(await this.starting.start(by, hash, period));
  }

  /** How far a simulation is, and what it found. */
  @Get('simulations/:id')
  @Allow('officer')
  read(@CurrentPrincipal() by: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<SimulationDto> {
    requireRole(by, 'policy-author', 'ig-lead');
    return this.reading.read(id);
  }

  /** One JSON object a line: differences as they are found, progress between them; ends with the simulation. */
  @Get('simulations/:id/results')
  @Allow('officer')
  @Header('content-type', NDJSON)
  @ApiProduces(NDJSON)
  @ApiOkResponse({ type: SimulationLine, description: 'JSON lines, each of this shape' })
  async results(@CurrentPrincipal() by: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    requireRole(by, 'policy-author', 'ig-lead');
    await this.reading.read(id);
    return new StreamableFile(Readable.from(this.lines(by, id), { objectMode: false }), { type: NDJSON });
  }

  /** Stops it; what was found stays. */
  @Delete('simulations/:id')
  @HttpCode(200)
  @Allow('officer')
  @Idempotent()
  async cancel(@CurrentPrincipal() by: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<SimulationDto> {
    await this.cancelling.cancel(by, id);
    return this.reading.read(id);
  }

  private async *lines(by: Principal, id: string): AsyncGenerator<string> {
    for await (const line of this.streaming.stream(by, id)) yield `${JSON.stringify(line)}\n`;
  }
}
