import { authzenMetadata, type AuthzenMetadata } from '#libs/contracts';
import { EngineBroken, requireEngine } from '#libs/cedar';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

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

  /** Ready once it listens, as long as the engine answers: the bundle is read and compiled before. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    try {
      await requireEngine();
      return { status: 'ready', checks: { bundle: 'ok' } };
    } catch (error) {
      if (!(error instanceof EngineBroken)) throw error;
      void reply.code(503);
      return { status: 'not ready', checks: { bundle: 'failing' } };
    }
  }
}
