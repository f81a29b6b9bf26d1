import { HttpMetrics, Log } from '#libs/telemetry';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { SignInConfig } from '../config/sign-in-config.js';
import { IdempotencyInterceptor } from '../idempotency/idempotency.interceptor.js';
import { LaterNotes } from '../idempotency/later-notes.js';
import { InputPipe } from '../problem/input-pipe.js';
import { ProblemFilter } from '../problem/problem.filter.js';
import { SignInGuard } from '../sign-in/sign-in.guard.js';
import { TokenVerifier } from '../sign-in/token-verifier.js';
import { trustedIssuers } from '../sign-in/trusted-issuers.js';
import { ETagInterceptor } from '../versions/etag.interceptor.js';
import type { HostOptions } from './host-options.js';
import { Readiness } from './readiness.js';

/** What surrounds an app's own module: guard, pipe, filter and interceptors on every route; log and readiness for all. */
@Module({})
export class HostModule {
  static around(app: Type | DynamicModule, options: HostOptions, log: Log, metrics: HttpMetrics): DynamicModule {
    const issuers = options.config instanceof SignInConfig ? trustedIssuers(options.config) : [];
    const shared = [
      { provide: Log, useValue: log },
      { provide: HttpMetrics, useValue: metrics },
      { provide: Readiness, useValue: new Readiness() },
      { provide: TokenVerifier, useValue: new TokenVerifier(issuers) },
    ];
    return {
      module: HostModule,
      global: true,
      imports: [app],
      providers: [
        ...shared,
        LaterNotes,
        { provide: APP_GUARD, useClass: SignInGuard },
        { provide: APP_PIPE, useClass: InputPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: ETagInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
      exports: [...shared.map((provider) => provider.provide), LaterNotes],
    };
  }
}
