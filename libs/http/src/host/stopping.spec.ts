import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestIssuer, type TestIssuer } from '#libs/testing';
import { sample } from '../testing/sample-app.js';
import { startSample } from '../testing/sample-host.js';

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await startTestIssuer();
});
afterAll(() => issuer.stop());

const GOOD = { category: 'MEDS', days: 3, items: [{ label: 'a' }] };

describe('stopping', () => {
  it('reports not ready first, finishes what is in flight, then closes; twice is once', async () => {
    const other = await startSample(issuer);
    let open = (): void => undefined;
    sample.gate = new Promise((resolve) => (open = resolve));
    const before = sample.writes;
    const inFlight = fetch(`${other.url}/v1/samples`, {
      method: 'POST',
      body: JSON.stringify(GOOD),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${issuer.token('marsh')}` },
    });
    while (sample.writes === before) await new Promise((resolve) => setImmediate(resolve));
    const stopped = Promise.all([other.stop(), other.stop()]);
    const probe = await fetch(`${other.url}/readyz`);
    expect([probe.status, probe.headers.get('connection')]).toEqual([503, 'close']);
    open();
    const answer = await inFlight;
    expect(answer.status).toBe(201);
    await answer.text();
    await stopped;
    const { port } = new URL(other.url);
    await expect(
      new Promise((resolve, reject) =>
        connect(Number(port), '127.0.0.1').once('connect', resolve).once('error', reject),
      ),
    ).rejects.toThrow('ECONNREFUSED');
  });

  it('under load fails no request', async () => {
    const other = await startSample(issuer, { environment: { DRAIN_MS: '1500' } });
    sample.gate = Promise.resolve();
    let looksReady = true;
    const statuses: number[] = [];
    const client = async (): Promise<void> => {
      while (looksReady) {
        const answer = await fetch(`${other.url}/v1/samples`, {
          method: 'POST',
          body: JSON.stringify(GOOD),
          headers: { 'content-type': 'application/json', authorization: `Bearer ${issuer.token('marsh')}` },
        });
        await answer.text();
        statuses.push(answer.status);
      }
    };
    const clients = Array.from({ length: 16 }, client);
    while (statuses.length < 100) await new Promise((resolve) => setImmediate(resolve));
    const stopped = other.stop();
    // What a balancer does once readiness is off: it sends nothing more, and waits for what it has sent.
    looksReady = false;
    await Promise.all(clients);
    await stopped;
    expect(new Set(statuses)).toEqual(new Set([201]));
  });
});
