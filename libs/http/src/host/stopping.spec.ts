import { Agent, get, type IncomingMessage } from 'node:http';
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

const isFalse = (): boolean => false;
const isRefusal = (error: unknown): boolean => (error as { code?: string }).code === 'ECONNREFUSED';

function ask(url: string, path: string, agent?: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url + path, agent ? { agent } : {}, (answer) => answer.resume().once('end', () => resolve(answer))).once(
      'error',
      reject,
    );
  });
}

describe('stopping', () => {
  it('closes the listener first, finishes what is in flight, ends each connection with its last answer; twice is once', async () => {
    const other = await startSample(issuer, { environment: { DRAIN_MS: '60000' } });
    const kept = new Agent({ keepAlive: true, maxSockets: 1 });
    expect((await ask(other.url, '/livez', kept)).headers.connection).not.toBe('close');
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
    const refused = async (): Promise<boolean> => ask(other.url, '/livez').then(isFalse, isRefusal);
    while (!(await refused())) await new Promise((resolve) => setImmediate(resolve));
    const probe = await ask(other.url, '/readyz', kept);
    expect([probe.statusCode, probe.headers.connection]).toEqual([503, 'close']);
    expect(probe.headers).not.toHaveProperty('keep-alive');
    open();
    const answer = await inFlight;
    expect([answer.status, answer.headers.get('connection')]).toEqual([201, 'close']);
    await answer.text();
    await stopped;
  });

  it('waits for nobody who has gone: an aborted request is no longer in flight', async () => {
    const other = await startSample(issuer, { environment: { DRAIN_MS: '0', STOP_WITHIN_MS: '120000' } });
    sample.gate = new Promise(() => undefined);
    const before = sample.writes;
    const gone = new AbortController();
    const aborted = fetch(`${other.url}/v1/samples`, {
      method: 'POST',
      body: JSON.stringify(GOOD),
      signal: gone.signal,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${issuer.token('marsh')}` },
    });
    while (sample.writes === before) await new Promise((resolve) => setImmediate(resolve));
    gone.abort();
    await expect(aborted).rejects.toThrow();
    // With the request still counted this would outlast the spec.
    await other.stop();
  });

  it('under keep-alive load, without a balancer, fails no request that was sent', async () => {
    const other = await startSample(issuer, { environment: { DRAIN_MS: '1000' } });
    let answered = 0;
    const client = async (): Promise<unknown> => {
      const kept = new Agent({ keepAlive: true, maxSockets: 1 });
      try {
        for (;;) {
          const answer = await ask(other.url, '/v1/samples/open', kept);
          if (answer.statusCode !== 200) return answer.statusCode;
          answered += 1;
        }
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    const clients = Array.from({ length: 24 }, client);
    while (answered < 500) await new Promise((resolve) => setImmediate(resolve));
    await other.stop();
    expect(new Set(await Promise.all(clients))).toEqual(new Set(['ECONNREFUSED']));
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
