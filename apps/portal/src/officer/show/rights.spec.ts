import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Get, Post } from '@nestjs/common';
import { newFormToken } from '../../session/form-token.js';
import type { Session } from '../../session/session.js';
import { Page, Redirect } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { openPortal, type PortalUnderTest } from '../../testing/portal-under-test.js';
import { sendProblem, startStandInBroker, type StandInBroker } from '#libs/testing';
import { answerAsPolicy } from '../stops/testing/stand-in-policy.js';

const PLACE = { agency: 'active', agreement: { state: 'live', version: 8 }, stopped: ['MEDS'] } as const;
const CARELESS = '/officer/careless/:id';

/** Seeded: a form that asks nobody whether they may, and is refused by the API when it is sent. */
@Pages('officer', CARELESS)
class CarelessPages {
  @Get()
  ask(): Page {
    return new Page('officer/stop-step', 'Careless', { button: { text: 'Stop' } });
  }

  @Post()
  async take(@ThisVisit() visit: Visit): Promise<Redirect> {
    await visit.broker.post('/api/policy/v1/category-stops', {
      body: { category: 'MEDS', reason: 'Careless' },
      header: visit.once,
    });
    return new Redirect('/officer');
  }
}

let broker: StandInBroker;
let portal: PortalUnderTest;
let harbourIg: Session;
beforeAll(async () => {
  broker = await startStandInBroker((asked, response) => {
    if (asked.method === 'GET') return answerAsPolicy(PLACE, asked, response);
    // What no privacy officer may do, as test/routes/matrix.yaml has it of every one of these.
    sendProblem(response, 403, 'not-allowed', { code: 'not-allowed' });
  });
  portal = await openPortal(broker.url, [CarelessPages]);
  harbourIg = await portal.signIn({ audience: 'officer', sub: 'ig', roles: ['privacy-officer'] });
});
afterAll(async () => {
  await portal.close();
  await broker.stop();
});

/** Every address to which a form of an officer goes, with what it names filled in. */
const formsOf = (routes: readonly string[]): string[] => [
  ...new Set(routes.filter((route) => route.startsWith('POST /officer/')).map((route) => route.slice('POST '.length))),
];
const NAMES: Readonly<Record<string, string>> = { ':hash': '0'.repeat(64), ':kind': 'agency', ':name': 'REACH' };
function filledIn(route: string): string {
  const id = route.includes('/agreements/') ? 'D7' : '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
  return route.replaceAll(/:\w+/g, (name) => NAMES[name] ?? id);
}

/** How it answers who has no right to it: when they come to look, and when they send it. */
async function answersTo(route: string): Promise<string[]> {
  const path = filledIn(route);
  broker.asked.length = 0;
  const looked = await portal.get(path, harbourIg);
  const sent = await portal.send(path, { _form: newFormToken(harbourIg.content), reason: 'x' }, harbourIg);
  const pages = [await looked.text(), await sent.text()];
  const found = [
    ...(pages.some((page) => page.includes('<form method="post" novalidate')) ? ['a form'] : []),
    ...(looked.status === 403 || looked.status === 404 ? [] : [`looked at: ${looked.status}`]),
    ...(sent.status === 403 ? [] : [`sent: ${sent.status}`]),
    ...(broker.asked.some(({ method }) => method !== 'GET') ? ['the API was asked'] : []),
  ];
  // Only an address that takes a form and shows none is no page.
  return looked.status === 404 && portal.routes.includes(`GET ${route}`) ? [...found, 'no page'] : found;
}

describe('a form of officers, for one who has no right to it', () => {
  it('is refused when it is looked at, and before anything of it is read', async () => {
    const forms = formsOf(portal.routes).filter((route) => route !== CARELESS);
    expect(forms.length).toBeGreaterThanOrEqual(10);
    const found: Record<string, string[]> = {};
    for (const route of forms) found[route] = await answersTo(route);
    expect(found).toEqual(Object.fromEntries(forms.map((route) => [route, []])));
  });

  it('and one that waits for the API to refuse would be found (seeded fault)', async () => {
    expect(formsOf(portal.routes)).toContain(CARELESS);
    expect(await answersTo(CARELESS)).toEqual(['a form', 'looked at: 200', 'the API was asked']);
  });
});
