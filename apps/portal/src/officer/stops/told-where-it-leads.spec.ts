import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Get } from '@nestjs/common';
import { startStandInBroker, type StandInBroker } from '#libs/testing';
import { journeyPages } from '../../shell/journey/journey-pages.js';
import { Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { openPortal, type PortalUnderTest } from '../../testing/portal-under-test.js';
import { Tab } from '../../testing/tab.js';
import { SilentStop } from './faults/silent-stop.js';
import { answerAsPolicy, type PlaceNow } from './testing/stand-in-policy.js';

/** The page of the agreement, with nothing on it but what the shell says. */
@Pages('officer', 'officer')
class OfTheAgreement {
  @Get('agreements/D7')
  show(): Page {
    return new Page('shell/error', 'Here', { paragraphs: [] });
  }
}

const RUNNING: PlaceNow = {
  ...{ agency: 'active', agreement: { state: 'live', version: 8 }, stopped: [] },
  rules: [{ state: 'in-force' }, { state: 'past' }],
};
const STOPPED: PlaceNow = { agency: 'suspended', agreement: { state: 'suspended', version: 8 }, stopped: ['MEDS'] };
const D7 = '/officer/agreements/D7';
const WHY = { reason: 'a leak' };

let place: PlaceNow;
let broker: StandInBroker;
let portal: PortalUnderTest;
let marsh: Tab;
beforeAll(async () => {
  broker = await startStandInBroker((asked, response) => {
    response.setHeader('content-type', 'application/json');
    if (asked.url.endsWith('/rollback')) return void response.writeHead(200).end();
    if (asked.url.endsWith('/v1/stops')) return void response.end('{"items":[]}');
    answerAsPolicy(place, asked, response);
  });
  portal = await openPortal(broker.url, [OfTheAgreement, journeyPages(new SilentStop())]);
});
beforeEach(async () => {
  marsh = new Tab(portal, await portal.signIn({ audience: 'officer', sub: 'marsh', roles: ['ig-lead'] }));
});
afterAll(async () => {
  await portal.close();
  await broker.stop();
});

/** What the page's banner says, if it has one. */
const banner = (): string | undefined =>
  /govuk-notification-banner--success[^]*?govuk-notification-banner__heading">\s*([^<]*?)\s*</.exec(marsh.html)?.[1];

async function take(path: string, fields: Record<string, string>, as: PlaceNow): Promise<string | undefined> {
  place = as;
  await marsh.open(path);
  await marsh.submit(fields);
  return banner();
}

describe('a step of an emergency stop that was taken', () => {
  it.each([
    ['an agreement', `${D7}/stop`, WHY, RUNNING, 'You have stopped D7 Respite.'],
    ['an agreement, back up', `${D7}/resume`, WHY, STOPPED, 'You have taken D7 Respite back up.'],
    ['an agency', '/officer/stops/agency', { what: 'REACH', ...WHY }, RUNNING, 'You have stopped Reach.'],
    ['an agency, back', '/officer/stops/agency/REACH', WHY, STOPPED, 'You have taken back the stop of Reach.'],
    [
      ...['a kind of information', '/officer/stops/category'],
      ...[{ what: 'MEDS', ...WHY }, RUNNING, 'You have stopped Medicines everywhere.'],
    ],
    ['a kind, back', '/officer/stops/category/MEDS', {}, STOPPED, 'You have taken back the stop of Medicines.'],
    [
      ...['the rules', '/officer/policies/rollback'],
      ...[WHY, RUNNING, 'You have rolled back the rules. Those of before are in force now.'],
    ],
  ] as [string, string, Record<string, string>, PlaceNow, string][])(
    'is told on the page that it leads to, once: %s',
    async (_what, path, fields, as, says) => {
      expect(await take(path, fields, as)).toBe(says);
      await marsh.open(marsh.path);
      expect([marsh.status, banner()]).toEqual([200, undefined]);
    },
  );

  it('is not told where nothing was done, nor on another page', async () => {
    expect(await take(`${D7}/stop`, { reason: '' }, RUNNING)).toBeUndefined();
    expect(marsh.status).toBe(422);
    place = STOPPED;
    await marsh.submit(WHY);
    expect([marsh.status, banner()]).toEqual([409, undefined]);
    place = RUNNING;
    await marsh.open(`${D7}/stop`);
    await marsh.send(WHY);
    await marsh.open('/officer/stops');
    expect(banner()).toBeUndefined();
    await marsh.open(D7);
    expect(banner()).toBe('You have stopped D7 Respite.');
  });

  it('would be left to be guessed from a link to take it back (seeded fault)', async () =>
    expect(await take('/officer/silent/agreements/D7/stop', WHY, RUNNING)).toBeUndefined());
});
