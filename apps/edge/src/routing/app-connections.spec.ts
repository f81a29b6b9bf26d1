import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { AppConnections, AppTooSlow } from './app-connections.js';

type End = 'whoever asked' | 'the app';

const WITHIN = 10_000;

describe('the connections to an app', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function appThat(answer: RequestListener, keepAliveTimeout: number): Promise<Server> {
    const app = createServer({ keepAliveTimeout, connectionsCheckingInterval: 20 }, answer);
    ends.push(() => app.close().closeAllConnections());
    await once(app.listen(0, '127.0.0.1'), 'listening');
    return app;
  }

  /** Asks the app by real connections of the edge's, at an address of its own. */
  async function askThrough(app: Server, patienceMs: number, idleMs?: number): Promise<() => Promise<number>> {
    const address = new URL(`http://127.0.0.1:${(app.address() as AddressInfo).port}`);
    const connections = new AppConnections(address, 'usual', patienceMs, idleMs);
    const edge = fastify();
    edge.get('/', async (request, reply) => {
      const answer = await connections.ask(request, reply, '/', Buffer.alloc(0));
      return reply.code(answer.statusCode!).send(answer);
    });
    edge.setErrorHandler((error, _request, reply) => reply.code(error instanceof AppTooSlow ? 504 : 502).send());
    ends.push(async () => {
      connections.close();
      await edge.close();
    });
    const url = await edge.listen({ port: 0, host: '127.0.0.1' });
    return async () => {
      const answer = await fetch(url, { headers: { connection: 'close' } });
      await answer.arrayBuffer();
      return answer.status;
    };
  }

  /** Which of the two ended each of some kept connections. */
  async function whoEnds(idle: { readonly app: number; readonly edge: number }, told?: string): Promise<Set<End>> {
    const ended: Promise<End>[] = [];
    const app = await appThat((_request, response) => {
      if (told !== undefined) response.setHeader('keep-alive', told);
      response.end();
    }, idle.app);
    app.on('connection', (socket: Socket) => ended.push(firstEndOf(socket)));
    const ask = await askThrough(app, WITHIN, idle.edge);
    expect(new Set(await Promise.all(Array.from({ length: 8 }, ask)))).toEqual(new Set([200]));
    return new Set(await Promise.all(ended));
  }

  it('are let go by the edge', async () => {
    expect(await whoEnds({ app: WITHIN, edge: 50 })).toEqual(new Set(['whoever asked']));
  });

  it('are let go by the edge sooner, where the app says that it keeps them for less', async () => {
    expect(await whoEnds({ app: 2_000, edge: WITHIN })).toEqual(new Set(['whoever asked']));
  });

  it('would be ended by an app that keeps them for less than the edge and less than it says', async () => {
    expect(await whoEnds({ app: 50, edge: WITHIN }, 'timeout=60')).toEqual(new Set(['the app']));
  });

  it('are kept as long as patience lasts while a request runs, and no longer', async () => {
    const answers: RequestListener[] = [
      (_request, response) => response.end(),
      (_request, response) => setTimeout(() => response.end(), 150),
      () => undefined,
    ];
    const used = new Set<Socket>();
    const app = await appThat((request, response) => {
      used.add(request.socket);
      answers.shift()!(request, response);
    }, WITHIN);
    const ask = await askThrough(app, 400, 50);
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 504]);
    expect(used.size).toBe(1);
  });

  it('are so also where patience is as long as an idle time that the app has shortened', async () => {
    const answers: RequestListener[] = [
      (_request, response) => response.end(),
      (_request, response) => setTimeout(() => response.end(), 1_200),
    ];
    const app = await appThat((request, response) => {
      response.setHeader('keep-alive', 'timeout=2');
      answers.shift()!(request, response);
    }, WITHIN);
    const ask = await askThrough(app, WITHIN, WITHIN);
    expect([await ask(), await ask()]).toEqual([200, 200]);
  });
});

function firstEndOf(socket: Socket): Promise<End> {
  return new Promise((resolve) => {
    socket.once('end', () => resolve('whoever asked'));
    socket.once('timeout', () => resolve('the app'));
  });
}
