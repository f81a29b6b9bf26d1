import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { CompiledEngine, loadBundle, OfficialEngine, type Bundle, type PolicyEngine } from '#libs/cedar';
import { sendProblem, toProblem } from '#libs/http';
import { NestLog, type Log } from '#libs/telemetry';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DeclaredSchema } from './bundle/declared-schema.js';
import { EntityStore } from './bundle/entity-store.js';
import { readEntities } from './bundle/read-entities.js';
import { DecisionPointModule } from './decision-point.module.js';
import { askEngine } from './evaluation/ask-engine.js';
import { DecisionPoint } from './evaluation/decision-point.js';
import { ToRequest } from './evaluation/to-request.js';
import type { ServeOptions } from './read-options.js';
import { Search } from './search/search.js';
import { addDoors } from './transport/doors.js';

const BODY_LIMIT = 1024 * 1024;

export interface RunningDecisionPoint {
  readonly url: string;
  readonly bundle: Bundle;
  readonly entities: number;
  stop(): Promise<void>;
}

/**
 * The decision point alone, over one bundle, listening. Rejects with BundleError, naming file and line, when the bundle
 * cannot be used, and when the port is taken; nothing listens then.
 */
export async function startDecisionPoint(options: ServeOptions, log: Log): Promise<RunningDecisionPoint> {
  const bundle = await loadBundle(options.bundle);
  const entities = await readEntities(options.bundle);
  const [schema, store] = [new DeclaredSchema(bundle), new EntityStore(entities)];
  const decisions = new DecisionPoint(
    bundle,
    askEngine(engineFor(bundle, options), new ToRequest(schema, store), entities),
  );
  const module = DecisionPointModule.with(decisions, new Search(decisions, schema, store), log);
  const fastify = adapter();
  const app = await NestFactory.create<NestFastifyApplication>(module, fastify, {
    logger: new NestLog(log),
    abortOnError: false,
  });
  addDoors(fastify.getInstance<FastifyInstance>(), options.token);
  await app.listen(options.port, options.host);
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return { url, bundle, entities: entities.length, stop: () => app.close() };
}

function engineFor(bundle: Bundle, { engine }: ServeOptions): PolicyEngine {
  return engine === 'official' ? new OfficialEngine(bundle) : new CompiledEngine(bundle);
}

function adapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, request.id, toProblem(error)),
  } as never);
  adapter.getInstance<FastifyInstance>().removeContentTypeParser('text/plain');
  return adapter;
}
