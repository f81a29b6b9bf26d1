import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { startTestIssuer, type TestIssuer } from '#libs/testing';
import type { RunningApp } from '../host/bootstrap-app.js';
import { startSample } from '../testing/sample-host.js';

const EDIT = '/v1/samples/3f2504e0-4f89-41d3-9a0c-0305e82c3301/edit';

let issuer: TestIssuer;
let running: RunningApp;
beforeAll(async () => {
  issuer = await startTestIssuer();
  running = await startSample(issuer);
});
afterAll(async () => {
  await running.stop();
  await issuer.stop();
});

/** What a route answers to these very headers and body. */
function statusOf(path: string, headers: readonly string[], body: string, at = running.url): Promise<number> {
  const { port, host } = new URL(at);
  const all = [`POST ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...headers];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(`${all.join('\r\n')}\r\n\r\n${body}`));
    let answer = '';
    socket.on('data', (part) => (answer += part.toString())).once('error', reject);
    socket.once('end', () => resolve(Number(/^HTTP\/1\.1 (?!100)(\d+)/m.exec(answer)?.[1])));
  });
}

const TYPES = [
  [],
  ['Content-Type: application/json'],
  ['Content-Type: application/json; charset=utf-8'],
  ['Content-Type: application/x-www-form-urlencoded'],
  ['Content-Type: text/plain'],
  ['Content-Type: '],
  ['Content-Type: nonsense'],
  ['Content-Type: multipart/form-data'],
  ['Content-Type: application/json', 'Content-Encoding: gzip'],
];
const BODIES: readonly (readonly [readonly string[], string])[] = [
  [[], ''],
  [['Content-Length: 0'], ''],
  [['Transfer-Encoding: chunked'], '0\r\n\r\n'],
  [['Expect: 100-continue', 'Content-Length: 0'], ''],
  [['Content-Length: 2'], '{}'],
  [['Content-Length: 4'], 'null'],
  [['Content-Length: 5'], '{"a":'],
  [['Content-Length: 3'], 'a=b'],
  [['Transfer-Encoding: chunked'], '3\r\na=b\r\n0\r\n\r\n'],
];

/** Answers that refused this, by every header and body there is: none for a door that has no use for them. */
async function refusals(path: string, own: readonly string[], at?: string): Promise<string[]> {
  const refused: string[] = [];
  for (const [headers, body] of BODIES) {
    for (const type of TYPES) {
      const status = await statusOf(path, [...own, ...headers, ...type], body, at);
      if (status !== 200) refused.push(`${status} ${[...headers, ...type].join(', ')} ${body}`);
    }
  }
  return refused;
}

describe('a door without a body', () => {
  it('opens whatever is said of a body, and whatever one is sent', async () => {
    expect(await refusals(EDIT, ['If-Match: "7"', `Authorization: Bearer ${issuer.token('marsh')}`])).toEqual([]);
  });

  it('is told from one whose framework reads what nobody asked for', async () => {
    const careless = Fastify();
    careless.post(EDIT, () => ({}));
    const refused = await refusals(EDIT, [], await careless.listen({ port: 0, host: '127.0.0.1' }));
    await careless.close();
    expect(refused).toContainEqual('400 Content-Length: 0, Content-Type: application/json ');
    expect(refused).toContainEqual('415 Content-Length: 0, Content-Type: application/x-www-form-urlencoded ');
  });
});

describe('a door with a body', () => {
  it.each([
    [['Content-Length: 2', 'Content-Type: text/plain'], '{}', 415],
    [['Content-Length: 2'], '{}', 415],
    [['Content-Length: 2', 'Content-Type: nonsense'], '{}', 415],
    [['Content-Length: 2', 'Content-Type: application/json', 'Content-Encoding: gzip'], '{}', 415],
    [['Content-Length: 2', 'Content-Type: application/json', 'Content-Encoding: br, identity'], '{}', 415],
    [['Content-Length: 2', 'Content-Type: application/json', 'Content-Encoding: Identity'], '{}', 400],
    [['Content-Length: 0', 'Content-Type: application/json'], '', 400],
    [['Content-Length: 5', 'Content-Type: application/json'], '{"a":', 400],
    [['Content-Length: 2', 'Content-Type: application/json'], '{}', 400],
    [['Content-Length: 2', 'Content-Type: application/merge-patch+json'], '{}', 400],
  ])('refuses %j %s with %d, after it knows who asks', async (headers, body, status) => {
    const own = `Authorization: Bearer ${issuer.token('marsh')}`;
    expect(await statusOf('/v1/samples', [own, ...headers], body)).toBe(status);
    expect(await statusOf('/v1/samples', headers, body)).toBe(401);
  });

  it('says of a packed body what it takes (RFC 9110 15.5.16)', async () => {
    const headers = { authorization: `Bearer ${issuer.token('marsh')}`, 'content-type': 'application/json' };
    const body = gzipSync('{"category":"MEDS"}');
    const sent = { method: 'POST', headers: { ...headers, 'content-encoding': 'gzip' }, body };
    const answer = await fetch(`${running.url}/v1/samples`, sent);
    expect([answer.status, answer.headers.get('accept-encoding')]).toEqual([415, 'identity']);
    expect(await answer.json()).toMatchObject({ detail: 'send the body as it is: no Content-Encoding is read here' });
  });
});
