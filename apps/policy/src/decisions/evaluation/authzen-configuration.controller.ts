import { AuthzenMetadata, authzenMetadata } from '#libs/contracts';
import { AllowAnyone } from '#libs/http';
import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PolicyConfig } from '../../config.js';

/** AuthZEN 1.0, Policy Decision Point Metadata: where to ask. */
@Controller('.well-known/authzen-configuration')
export class AuthzenConfigurationController {
  constructor(private readonly config: PolicyConfig) {}

  /** AuthZEN 1.0 metadata: where the doors of the decision point are. */
  @Get()
  @AllowAnyone()
  read(@Req() request: FastifyRequest): AuthzenMetadata {
    return authzenMetadata(this.config.origin ?? `${request.protocol}://${request.host}`);
  }
}
