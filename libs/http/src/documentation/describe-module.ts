import { createLog, HttpMetrics } from '#libs/telemetry';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { HostConfig } from '../config/host-config.js';
import { HostModule } from '../host/host.module.js';
import { describeApi } from './describe-api.js';

/** The document of an app that is only looked at: nothing of it is made or started, so its parts may be missing. */
export async function describeModule(module: DynamicModule, name: string): Promise<OpenAPIObject> {
  const options = { name, title: name, description: name, config: new HostConfig() };
  const host = HostModule.around(module, options, createLog({ app: name, level: 'silent' }), new HttpMetrics(name));
  const looked = { preview: true, logger: false, abortOnError: false } as const;
  return describeApi(await NestFactory.create(host, new FastifyAdapter(), looked), options);
}
