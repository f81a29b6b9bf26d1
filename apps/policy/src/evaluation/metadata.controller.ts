import { AllowAnyone } from '#libs/http';
import { Controller, Get, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { PolicyConfig } from '../config.js';

/** AuthZEN 1.0, 9: where the decision point answers. Searches come later; what is not named is not offered. */
class AuthzenConfiguration {
  readonly policy_decision_point!: string;
  readonly access_evaluation_endpoint!: string;
  readonly access_evaluations_endpoint!: string;
}

@ApiTags('AuthZEN')
@Controller('.well-known')
export class MetadataController {
  constructor(private readonly config: PolicyConfig) {}

  @Get('authzen-configuration')
  @AllowAnyone()
  read(@Req() request: FastifyRequest): AuthzenConfiguration {
    const address = (this.config.PUBLIC_URL ?? `${request.protocol}://${request.host}`).replace(/\/$/, '');
    return {
      policy_decision_point: address,
      access_evaluation_endpoint: `${address}/access/v1/evaluation`,
      access_evaluations_endpoint: `${address}/access/v1/evaluations`,
    };
  }
}
