import 'reflect-metadata';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLog, HttpMetrics, type Log, NestLog } from '#libs/telemetry';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { addDocumentation } from '../documentation/add-documentation.js';
import { admitRequests } from './admit-requests.js';
import { routesWithoutAllowance } from './check-routes.js';
import { fastifyAdapter } from './fastify-adapter.js';
import { HostModule } from './host.module.js';
import type { HostOptions } from './host-options.js';
import { InFlight } from './in-flight.js';
import { observeRequests } from './observe-requests.js';
import { operationsRoutes } from './operations-routes.js';
import { operations, serveOperations } from './operations-server.js';
import { Readiness } from './readiness.js';
import { finishServing, stopListening } from './stop-serving.js';

/** An app that listens. `stop` may be called more than once; it resolves when everything is closed. */
export interface RunningApp {
  readonly url: string;
  /** Where `/livez`, `/readyz` and `/metrics` are: the same, unless the app has another port for them. */
  readonly operationsUrl: string;
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
  let operator: Server | undefined;
  const adapter = fastifyAdapter(options);
  const app = await NestFactory.create<NestFastifyApplication>(
    HostModule.around(module, options, log, metrics),
    adapter,
    { logger: new NestLog(log), bodyParser: false, abortOnError: false },
  );
  try {
    const readiness = app.get(Readiness);
    const instance = adapter.getInstance<FastifyInstance>();
    for (const plugin of options.plugins ?? []) await instance.register(plugin);
    observeRequests(instance, log, metrics, inFlight, () => stopping);
    const open = routesWithoutAllowance(app);
    if (open.length > 0) throw new Error(`these routes do not say who may use them (@Allow): ${open.join(', ')}`);
    admitRequests(instance, options.name, options.usualSlots);
    const forOperator = operations(readiness, metrics);
    if (options.operations === undefined) operationsRoutes(instance, forOperator);
    if (options.documented !== false) addDocumentation(app, instance, options);
    operator = options.operations && (await serveOperations(forOperator, options.operations, log));
    await app.listen(config.PORT, config.HOST);
    readiness.start();
    const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    log.info({ port: Number(new URL(url).port), host: config.HOST }, 'listening');
    let stopped: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      readiness.stop();
      await stopListening(instance.server);
      // Only now: an answer that ends its connection would have its caller knock again.
      stopping = true;
      const patience = { drainMs: config.DRAIN_MS, withinMs: config.STOP_WITHIN_MS };
      if (!(await finishServing(instance.server, inFlight, patience))) {
        log.warn({ inFlight: inFlight.count }, 'requests were cut: they outlasted the stop');
      }
      await app.close();
      operator?.close();
      log.info({}, 'stopped');
    };
    return { url, operationsUrl: operator ? urlOf(operator) : url, app, log, stop: () => (stopped ??= stop()) };
  } catch (error) {
    operator?.close();
    await app.close().catch(() => undefined);
    throw error;
  }
}

function urlOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo;
  return `http://${address}:${port}`;
}
