import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { newFormToken } from '../../session/form-token.js';
import type { Person, Session } from '../../session/session.js';
import { openPortal, type PortalUnderTest } from '../../testing/portal-under-test.js';
import { sendProblem, startStandInBroker, type StandInBroker } from '#libs/testing';
import type { Directive } from '../record/answers.js';
import { answered, D2, directive, sharingOf } from '../testing/town.js';

const MARGARET: Person = { audience: 'resident', sub: 'margaret' };
const ID = directive().id;
const REPLACED = '2026-11-23T09:00:00.000Z';
const STATUSES = [
  ...['ConsentGiven', 'ConsentWithdrawn', 'ConsentExpired', 'ConsentRefused'],
  ...['ObjectionPending', 'ObjectionPendingHighHarm', 'Objected'],
];
const STATES = STATUSES.flatMap((status) => [directive({ status }), directive({ status, supersededAt: REPLACED })]);
const HERE = `/resident/choices/${ID}`;
const PAGES = [HERE, ...['stopped', 'stop', 'lift', 'done', 'receipt'].map((page) => `${HERE}/${page}`)].concat(
  `/resident/lifted?no=${ID}`,
);

let broker: StandInBroker;
let portal: PortalUnderTest;
let margaret: Session;
let said: Directive;
/** Seeded: tells of what is in force alone, by its id too. */
let forgetful = false;

/** As consent and the other apps answer about the one thing that she said. */
function answer(method: string, path: string, response: ServerResponse): void {
  const gone = said.supersededAt !== null;
  if (method === 'POST') return sendProblem(response, 409, 'conflict', { code: 'directive-replaced' });
  if (path.endsWith(`/directives/${ID}`)) {
    if (gone && forgetful) return sendProblem(response, 404, 'not-found');
    return void response.end(JSON.stringify(said));
  }
  const listed = path.endsWith('/superseded') === gone ? [said] : [];
  const told = path.includes('/directives') ? { items: listed, next: null } : { items: [], recalls: [], next: null };
  response.end(JSON.stringify(path.endsWith('/sharing') ? sharingOf(answered(D2, null)) : told));
}

beforeAll(async () => {
  broker = await startStandInBroker(({ method, url }, response) => {
    response.setHeader('content-type', 'application/json');
    answer(method, new URL(url, 'http://x').pathname, response);
  });
  portal = await openPortal(broker.url, []);
  margaret = await portal.signIn(MARGARET);
});
afterAll(async () => {
  await portal.close();
  await broker.stop();
});

/** Where a page leads in the end, as a browser follows it. */
async function reached(path: string): Promise<string> {
  let at = path;
  for (let steps = 0; steps < 4; steps += 1) {
    const { status, headers } = await portal.get(at, margaret);
    if (status !== 303) return `${status} ${at}`;
    at = headers.get('location')!;
  }
  return `goes round ${path}`;
}

async function lost(): Promise<string[]> {
  const found: string[] = [];
  for (said of STATES)
    for (const page of PAGES) {
      const at = await reached(page);
      if (!at.startsWith('200 ')) found.push(`${said.status} ${said.supersededAt ?? 'in force'} ${page}: ${at}`);
    }
  return found;
}

describe('the pages of one thing that a resident said', () => {
  it('are there or lead on, whatever became of it since the link was kept', async () => {
    forgetful = false;
    expect(await lost()).toEqual([]);
  });

  it('would be lost with what was replaced, were only what is in force told (seeded fault)', async () => {
    forgetful = true;
    const found = await lost();
    expect(found).toHaveLength(STATUSES.length * PAGES.length);
    expect(found.every((line) => line.includes(`${REPLACED} `) && line.includes(': 404 '))).toBe(true);
  });
});

it('taking a no back that is taken back already, from another window, leads to that', async () => {
  forgetful = false;
  said = directive({ status: 'ConsentRefused', supersededAt: REPLACED });
  const form = { _form: newFormToken(margaret.content), version: '1' };
  const { status, headers } = await portal.send(`${HERE}/lift`, form, margaret);
  expect([status, headers.get('location')]).toEqual([303, `/resident/lifted?no=${ID}`]);
  const page = await (await portal.get(headers.get('location')!, margaret)).text();
  expect(page).toContain('This no does not count any more');
});

it('lists what was replaced, or says that nothing is listed', async () => {
  said = directive({ status: 'ConsentWithdrawn', supersededAt: REPLACED });
  const listed = async (): Promise<string> => (await portal.get('/resident/choices', margaret)).text();
  expect(await listed()).toContain(HERE);
  said = directive();
  expect(await listed()).toContain('Nothing is listed here');
});
