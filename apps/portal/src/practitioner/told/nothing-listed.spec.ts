import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newFormToken } from '../../session/form-token.js';
import type { Session } from '../../session/session.js';
import { openPortal, type PortalUnderTest } from '../../testing/portal-under-test.js';
import { startStandInBroker, type StandInBroker } from '#libs/testing';

const TOLD = `/practitioner/people/${'a'.repeat(26)}/told`;
const WORKER = { audience: 'practitioner' as const, sub: 'brandt', id: 'p2', agency: 'HARBOUR', roles: ['surveyor'] };

let broker: StandInBroker;
let portal: PortalUnderTest;
let session: Session;
beforeAll(async () => {
  broker = await startStandInBroker((_asked, response) => {
    response.setHeader('content-type', 'application/json').end('{"items":[],"next":null}');
  });
  portal = await openPortal(broker.url, []);
});
afterAll(async () => {
  await portal.close();
  await broker.stop();
});

const send = (path: string, answer: Record<string, string>): Promise<Response> =>
  portal.send(path, { _form: newFormToken(session.content), ...answer }, session);

describe('a question with nothing to choose', () => {
  beforeAll(async () => {
    session = await portal.signIn(WORKER);
  });

  it.each(['stop', 'narrow', 'refuse'])('says so, and leads on: %s', async (what) => {
    const { headers } = await send(TOLD, { answer: what });
    expect(headers.get('location')).toBe(`${TOLD}/which`);
    // Who sends an empty form is at no fault either.
    for (const answer of [await portal.get(`${TOLD}/which`, session), await send(`${TOLD}/which`, { what })]) {
      const page = await answer.text();
      const main = page.slice(page.indexOf('<main'), page.indexOf('</main>'));
      expect([answer.status, main.includes('<form'), main.includes('<button')]).toEqual([200, false, false]);
      expect(main).toContain('record a no instead: it counts for everything they can stop.');
      expect(main).toContain(`href="${TOLD}">Start again</a>`);
      expect(page).not.toContain('There is a problem');
    }
  });
});
