import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newFormToken } from '../../session/form-token.js';
import type { Person, Session } from '../../session/session.js';
import { openPortal, type PortalUnderTest } from '../../testing/portal-under-test.js';
import { startStandInBroker, type StandInBroker } from '#libs/testing';

const MARSH: Person = { audience: 'officer', sub: 'marsh', roles: ['ig-lead'] };
const MARGARET: Person = { audience: 'resident', sub: 'margaret' };
const OBJECTION = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

let broker: StandInBroker;
let portal: PortalUnderTest;
/** Once something was stopped, it is told as stopped. */
let stopped = false;

/** As the apps answer before and after the stop: a stopped agency is no choice any more, what was objected to not shared. */
function told(method: string, path: string): object {
  if (method === 'POST') stopped = true;
  if (path.endsWith('/agencies')) {
    const agency = { code: 'HARBOUR', name: 'Harbour Homes', sector: 'housing', version: stopped ? 2 : 1 };
    return { items: [{ ...agency, status: stopped ? 'suspended' : 'active' }], next: null };
  }
  if (path.endsWith('/sharing')) return { items: stopped ? [] : [SHARED], next: null };
  if (method === 'GET' && path.endsWith('/directives')) {
    return {
      items: [{ id: OBJECTION, agreement: 'D1', status: 'ObjectionPendingHighHarm', supersededAt: null }],
      next: null,
    };
  }
  return { id: OBJECTION };
}
const SHARED = { id: 'D1', title: 'Discharge', mode: 'DIRECT_CARE', asked: false, right: 'object', parties: [] };

beforeAll(async () => {
  broker = await startStandInBroker(({ method, url }, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(told(method, new URL(url, 'http://x').pathname)));
  });
  portal = await openPortal(broker.url, []);
});
afterAll(async () => {
  await portal.close();
  await broker.stop();
});

/** The same form twice, and nobody noted where the first one led; where both lead, and what they asked to be stopped. */
async function sentAgain(person: Person, path: string, fields: Record<string, string>): Promise<unknown[][]> {
  stopped = false;
  broker.asked.length = 0;
  const session: Session = await portal.signIn(person);
  const form = { _form: newFormToken(session.content), ...fields };
  const leads: unknown[] = [];
  for (let times = 0; times < 2; times += 1) {
    const { status, headers } = await portal.send(path, form, session);
    leads.push([status, headers.get('location')]);
    await portal.pool.query('DELETE FROM portal.used_form');
  }
  const asked = broker.asked.filter(({ method }) => method === 'POST');
  return [leads, asked.map(({ url, body, headers }) => [url, body, headers['idempotency-key'], headers['if-match']])];
}

describe('a stop whose form is sent again after it succeeded', () => {
  it('of an agency is the same request, and leads to the same page', async () => {
    const [leads, asked] = await sentAgain(MARSH, '/officer/stops/agency', { what: 'HARBOUR', reason: 'a leak' });
    expect(leads).toEqual([
      [303, '/officer/stops'],
      [303, '/officer/stops'],
    ]);
    expect(asked).toHaveLength(2);
    expect(asked![0]).toEqual(asked![1]);
  });

  it('by an objection leads to what was said', async () => {
    const [leads] = await sentAgain(MARGARET, '/resident/agreements/D1/object', {});
    expect(leads).toEqual([
      [303, `/resident/choices/${OBJECTION}/done`],
      [303, `/resident/choices/${OBJECTION}/done`],
    ]);
  });
});
