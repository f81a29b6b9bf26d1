import { createLog, HttpMetrics } from '#libs/telemetry';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { HostConfig } from '../config/host-config.js';
import type { About } from '../host/host-options.js';
import { HostModule } from '../host/host.module.js';
import { describeApi } from './describe-api.js';

/** The document of an app that is only looked at: nothing of it is made or started, so its parts may be missing. */
export async function describeModule(module: DynamicModule, about: About): Promise<OpenAPIObject> {
  const options = { ...about, config: new HostConfig() };
  const log = createLog({ app: about.name, level: 'silent' });
  const host = HostModule.around(module, options, log, new HttpMetrics(about.name));
  const looked = { preview: true, logger: false, abortOnError: false } as const;
  return describeApi(await NestFactory.create(host, new FastifyAdapter(), looked), options);
}
