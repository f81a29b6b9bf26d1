import { AllowAnyone } from '#libs/http';
import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PolicyConfig } from '../config.js';
import { AuthzenConfigurationDto } from './evaluation-answer.dto.js';

/** AuthZEN 1.0, Policy Decision Point Metadata: where to ask. */
@Controller('.well-known/authzen-configuration')
export class AuthzenConfigurationController {
  constructor(private readonly config: PolicyConfig) {}

  @Get()
  @AllowAnyone()
  read(@Req() request: FastifyRequest): AuthzenConfigurationDto {
    const at = this.config.PUBLIC_URL ?? `${request.protocol}://${request.host}`;
    return {
      policy_decision_point: at,
      access_evaluation_endpoint: `${at}/access/v1/evaluation`,
      access_evaluations_endpoint: `${at}/access/v1/evaluations`,
    };
  }
}
