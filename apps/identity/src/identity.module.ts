import { Inject, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Provider } from 'oidc-provider';
import { mountProvider } from './issuer/mount-provider.js';

/** The development issuer on the server that Nest listens with. */
@Module({})
export class IdentityModule implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(Provider) private readonly provider: Provider,
  ) {}

  static with(provider: Provider): DynamicModule {
    return { module: IdentityModule, providers: [{ provide: Provider, useValue: provider }] };
  }

  onModuleInit(): Promise<void> {
    return mountProvider(this.host.httpAdapter.getInstance<FastifyInstance>(), this.provider);
  }
}
