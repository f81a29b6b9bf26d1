import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestIssuer, type TestIssuer } from '#libs/testing';
import { SampleController } from '../testing/sample-app.js';
import { startSample } from '../testing/sample-host.js';
import type { RunningApp } from './bootstrap-app.js';

describe('bytes that are no request', () => {
  let issuer: TestIssuer;
  let running: RunningApp;
  beforeAll(async () => {
    issuer = await startTestIssuer();
    running = await startSample(issuer, { controllers: [SampleController], lines: [] });
  });
  afterAll(async () => {
    await running.stop();
    await issuer.stop();
  });

  async function answerTo(text: string): Promise<string> {
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
    let heard = '';
    socket.on('data', (part) => (heard += String(part))).write(text);
    await once(socket, 'close');
    return heard;
  }

  it.each([
    ['of another language', 'HELO 9990000018\r\n\r\n', 400],
    ['with a name that is none', 'GET / HTTP/1.1\r\nHost: here\r\n9990000018\r\n\r\n', 400],
    ['with too many headers', `GET / HTTP/1.1\r\nHost: here\r\nX-A: ${'9990000018'.repeat(2_000)}\r\n\r\n`, 400],
    [
      'whose body breaks off its chunks',
      'POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      400,
    ],
    ['for a tunnel', 'CONNECT 9990000018:1 HTTP/1.1\r\nHost: here\r\n\r\n', 400],
    ['for nobody', 'GET /9990000018 HTTP/1.1\r\n\r\n', 400],
  ])('%s are answered like everything else', async (_which, text, status) => {
    const [head, body] = (await answerTo(text)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*application/problem\\+json`));
    expect(JSON.parse(body!)).toMatchObject({ status, type: 'urn:consent-broker:problem:malformed-request' });
    expect(body).not.toContain('9990000018');
  });

  it.each([
    ['rubbish', 'XX\r\n\r\n'],
    ['a second request after the last one', 'GET /livez HTTP/1.1\r\nHost: here\r\n\r\n'],
  ])('behind requests, %s, take no answer from them', async (_which, behind) => {
    const get = (path: string, last = ''): string => `GET ${path} HTTP/1.1\r\nHost: here\r\n${last}\r\n`;
    const heard = await answerTo(get('/readyz') + get('/livez', 'Connection: close\r\n') + behind);
    const bodies = heard.split('HTTP/1.1 ').slice(1);
    expect(bodies[0]).toMatch(/^200 [^]*"ready"/);
    expect(bodies[1]).toMatch(/^200 [^]*"alive"/);
  });
});
