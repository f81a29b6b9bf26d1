import { authzenMetadata, type AuthzenMetadata } from '#libs/contracts';
import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Where to ask, and whether anybody is there. Open to anyone: nothing is told that a caller does not know. */
@Controller()
export class OperationsController {
  @Get('.well-known/authzen-configuration')
  configuration(@Req() request: FastifyRequest): AuthzenMetadata {
    return authzenMetadata(`${request.protocol}://${request.host}`);
  }

  @Get('livez')
  alive(): object {
    return { status: 'alive' };
  }

  /** Ready once it listens: the bundle is read and compiled before. */
  @Get('readyz')
  ready(): object {
    return { status: 'ready', checks: { bundle: 'ok' } };
  }
}
