import { Inject, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { mountProvider } from './issuer/mount-provider.js';
import { mountSignIn, type SignInSettings } from './sign-in/mount-sign-in.js';

const SETTINGS = Symbol('SignInSettings');

/** The development issuer on the server that Nest listens with. */
@Module({})
export class IdentityModule implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(SETTINGS) private readonly settings: SignInSettings,
  ) {}

  static with(settings: SignInSettings): DynamicModule {
    return { module: IdentityModule, providers: [{ provide: SETTINGS, useValue: settings }] };
  }

  async onModuleInit(): Promise<void> {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    await mountSignIn(server, this.settings);
    await mountProvider(server, this.settings.provider);
  }
}
