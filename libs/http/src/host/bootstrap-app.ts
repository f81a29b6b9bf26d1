import 'reflect-metadata';
import { createLog, HttpMetrics, type Log, NestLog } from '#libs/telemetry';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { addDocumentation } from '../documentation/add-documentation.js';
import { routesWithoutAllowance } from './check-routes.js';
import { fastifyAdapter } from './fastify-adapter.js';
import { HostModule } from './host.module.js';
import type { HostOptions } from './host-options.js';
import { InFlight } from './in-flight.js';
import { observeRequests } from './observe-requests.js';
import { operationsRoutes } from './operations-routes.js';
import { Readiness } from './readiness.js';

/** An app that listens. `stop` may be called more than once; it resolves when everything is closed. */
export interface RunningApp {
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly log: Log;
  stop(): Promise<void>;
}

/**
 * Brings an app's module up behind the shared doors and listens. Rejects when a route does not say who may use it, when a
 * module fails to start, or when the port is taken; nothing listens then.
 */
export async function bootstrapApp(module: Type | DynamicModule, options: HostOptions): Promise<RunningApp> {
  const { config } = options;
  const log = options.log ?? createLog({ app: options.name, level: config.LOG_LEVEL });
  const metrics = options.metrics ?? new HttpMetrics(options.name);
  const inFlight = new InFlight();
  let stopping = false;
  const app = await NestFactory.create<NestFastifyApplication>(
    HostModule.around(module, options, log, metrics),
    fastifyAdapter(options),
    { logger: new NestLog(log), bodyParser: false, abortOnError: false },
  );
  try {
    const readiness = app.get(Readiness);
    const instance = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
    for (const plugin of options.plugins ?? []) await instance.register(plugin);
    observeRequests(instance, log, metrics, inFlight, () => stopping);
    const open = routesWithoutAllowance(app);
    if (open.length > 0) throw new Error(`these routes do not say who may use them (@Allow): ${open.join(', ')}`);
    operationsRoutes(instance, readiness, metrics);
    if (options.documented !== false) addDocumentation(app, instance, options);
    await app.listen(config.PORT, config.HOST);
    const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    log.info({ port: Number(new URL(url).port), host: config.HOST }, 'listening');
    let stopped: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      stopping = true;
      readiness.stop();
      await pause(config.DRAIN_MS);
      if (!(await inFlight.settled(config.STOP_WITHIN_MS))) {
        log.warn({ inFlight: inFlight.count }, 'requests were cut: they outlasted the stop');
        instance.server.closeAllConnections();
      }
      await app.close();
      log.info({}, 'stopped');
    };
    return { url, app, log, stop: () => (stopped ??= stop()) };
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
