import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig, type RunningApp } from '#libs/http';
import { EdgeConfig } from '../config.js';
import { serveEdge } from '../serve-edge.js';

describe('the portal behind the edge', () => {
  let portal: Server;
  let edge: RunningApp;
  let asked: IncomingMessage[];
  let answer: (response: ServerResponse) => void;

  beforeAll(async () => {
    portal = createServer((request, response) => {
      asked.push(request);
      request.resume().once('end', () => answer(response));
    }).listen(0, '127.0.0.1');
    await once(portal, 'listening');
    const away = 'http://127.0.0.1:9';
    const apps = { CONSENT_URL: away, POLICY_URL: away, RELAY_URL: away, AUDIT_URL: away };
    const PORTAL_URL = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
    edge = await serveEdge(
      readConfig(EdgeConfig, { PORT: '0', ADMIN_PORT: '0', LOG_LEVEL: 'silent', DRAIN_MS: '0', PORTAL_URL, ...apps }),
    );
  });
  beforeEach(() => {
    asked = [];
    answer = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>A page</h1>');
  });
  afterAll(async () => {
    await edge.stop();
    portal.closeAllConnections();
    portal.close();
  });

  it.each(['/', '/sign-in/return?code=a&state=b', '/assets/x.css', '/resident', '/officer/x/y', '/help', '/nothing'])(
    'has its page at %s, as it was asked for',
    async (path) => {
      const response = await fetch(edge.url + path);
      expect([response.status, await response.text()]).toEqual([200, '<h1>A page</h1>']);
      expect(asked.map(({ url }) => url)).toEqual([path]);
    },
  );

  it.each(['/api/nothing', '/access', '/fhir/R4/Patient', '/.well-known/nothing', '/metrics/', '/%6detrics/x'])(
    'never stands at %s: that is a problem document',
    async (path) => {
      const response = await fetch(edge.url + path);
      const [type] = response.headers.get('content-type')!.split(';');
      expect([response.status, type]).toEqual([404, 'application/problem+json']);
      expect(asked).toEqual([]);
    },
  );

  it.each(['/livez', '/readyz', '/metrics'])('keeps its own %s to itself, whatever the method', async (path) => {
    for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) await fetch(edge.url + path, { method });
    expect(asked).toEqual([]);
  });

  it('is told which address and origin a form was sent to and from, and gets its cookies', async () => {
    const headers = { origin: edge.url, cookie: 'a=1; b=2', 'x-forwarded-host': 'elsewhere.example' };
    const body = new URLSearchParams({ answer: 'yes' });
    await fetch(`${edge.url}/resident/stop`, { method: 'POST', headers, body });
    expect(asked[0]!.method).toBe('POST');
    expect(asked[0]!.headers).toMatchObject({
      origin: edge.url,
      cookie: 'a=1; b=2',
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
      'x-forwarded-host': new URL(edge.url).host,
      'x-forwarded-proto': 'http',
    });
  });

  it('sets each of its cookies, sends browsers on unchanged, and says itself how its assets are kept', async () => {
    answer = (response) =>
      response
        .writeHead(303, {
          location: '/resident?x=1',
          'set-cookie': ['a=1; Path=/', 'b=2'],
          'cache-control': 'max-age=9',
        })
        .end();
    const response = await fetch(`${edge.url}/sign-in/return`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/resident?x=1']);
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
    expect(response.headers.get('cache-control')).toBe('max-age=9');
  });

  it('shows its own page when something failed, and nothing that is no page', async () => {
    answer = (response) => response.writeHead(503, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>Away</h1>');
    const page = await fetch(`${edge.url}/resident`);
    expect([page.status, await page.text()]).toEqual([503, '<h1>Away</h1>']);
    answer = (response) => response.writeHead(500, { 'content-type': 'text/plain' }).end('at secret.ts:1');
    const inside = await fetch(`${edge.url}/resident`);
    expect(inside.status).toBe(502);
    expect(await inside.text()).not.toContain('secret');
  });
});
