import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestIssuer, type TestIssuer } from '#libs/testing';
import { startSample } from '../testing/sample-host.js';
import type { RunningApp } from './bootstrap-app.js';
import { IDLE_MS } from './idle-connections.js';

/** How much sooner than the server at this address whoever asks lets go, by what it is told; Node's own clients go sooner yet. */
async function msBetween(url: string, server: Server): Promise<number> {
  const answer = await fetch(url);
  await answer.text();
  const told = /^timeout=(\d+)$/.exec(answer.headers.get('keep-alive') ?? '');
  return server.keepAliveTimeout - Number(told?.[1] ?? Infinity) * 1_000;
}

describe('a connection without a request', () => {
  let issuer: TestIssuer;
  let running: RunningApp;
  let untold: Server;
  beforeAll(async () => {
    issuer = await startTestIssuer();
    running = await startSample(issuer);
    untold = createServer({ keepAliveTimeout: IDLE_MS.answerer }, (_request, response) => response.end());
    await once(untold.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(async () => {
    await running.stop();
    untold.close().closeAllConnections();
    await issuer.stop();
  });

  it('is let go by who asks, well before who answers would end it', async () => {
    const apart = await msBetween(`${running.url}/livez`, running.app.getHttpServer() as Server);
    expect(apart).toBe(IDLE_MS.answerer - IDLE_MS.asker);
    expect(apart).toBeGreaterThanOrEqual(IDLE_MS.asker);
  });

  it('would be let go by both at once, were callers told how long it is kept here', async () => {
    expect(await msBetween(`http://127.0.0.1:${(untold.address() as AddressInfo).port}`, untold)).toBe(0);
  });
});
