import { Inject, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { EdgeConfig } from './config.js';
import { registerRoutes } from './routing/register-routes.js';

/** The one address: its table of routes on the server that Nest listens with. It holds no data. */
@Module({})
export class EdgeModule implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    private readonly config: EdgeConfig,
  ) {}

  static with(config: EdgeConfig): DynamicModule {
    return { module: EdgeModule, providers: [{ provide: EdgeConfig, useValue: config }] };
  }

  onModuleInit(): Promise<void> {
    return registerRoutes(this.host.httpAdapter.getInstance<FastifyInstance>(), this.config);
  }
}
