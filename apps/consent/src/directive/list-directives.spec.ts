import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ConsentPlace, openConsentPlace, settleMargaret, worksWith } from '../testing/consent-place.js';
import { D2, directiveDoor, type DirectiveDoor } from '../testing/directive-door.js';

let place: ConsentPlace;
let margaret: { asc: string; harbour: string; id: string };
let door: DirectiveDoor;
beforeAll(async () => {
  place = await openConsentPlace();
  margaret = await settleMargaret(place);
  door = directiveDoor(place, margaret);
});
afterAll(() => place.stop());

const works = (agency: string, purpose: string, endsAt: string | null = null): Promise<void> =>
  worksWith(place, margaret.id, { agency, purpose, endsAt });
async function readings(): Promise<object[]> {
  const sql = `SELECT facets FROM audit.staging WHERE facets ->> 'action' = 'read-directives' ORDER BY at`;
  return (await place.admin.query<{ facets: object }>(sql)).rows.map(({ facets }) => facets);
}

describe('what an agency’s people read of what a resident said', () => {
  let consent: unknown;
  beforeAll(async () => {
    consent = (await door.say('margaret', D2)).body['id'];
    const told = { recipients: ['BEACON'], categories: ['ABOUTME'], purposes: ['COC'] };
    await door.say('margaret', { instruction: 'give', ...told });
    await door.say('margaret', { instruction: 'object', categories: ['MENTALHEALTH', 'SUBSTANCE'] });
  });

  it('is nothing while the agency does not work with them, or only for another purpose', async () => {
    expect(await door.list('varga')).toEqual([]);
    await works('HARBOUR', 'HAZARD');
    await works('HARBOUR', 'HOUSADAPT', '2021-01-01Z');
    expect(await door.list('varga')).toEqual([]);
  });

  it('is what is about its own purpose: not whom else they told, nor what never comes here', async () => {
    await works('HARBOUR', 'HOUSADAPT');
    for (const as of ['varga', 'harbour']) expect(await door.list(as)).toMatchObject([{ id: consent }]);
    expect(await door.list('margaret')).toHaveLength(2);
  });

  it('is, for an agency that gives, what is about what it gives', async () => {
    for (const as of ['brandt', 'marsh']) expect(await door.list(as)).toMatchObject([{ id: consent }]);
  });

  it('is an entry each, with the role that read, and none where they read themselves', async () => {
    const before = (await readings()).length;
    await door.list('margaret');
    expect(await readings()).toHaveLength(before);
    await door.list('varga');
    expect((await readings()).slice(before)).toMatchObject([
      {
        ...{ residentId: margaret.id, requesterId: place.people['varga'], requesterAgency: 'HARBOUR' },
        ...{ requesterKind: 'practitioner', requesterRoles: ['surveyor'], outcome: 'permit' },
      },
    ]);
  });

  it('is never what is discreet, also of the agency itself', async () => {
    await place.admin.query(`INSERT INTO policy.agreement_party VALUES ('D2', 'NM-ASC', 'BEACON')`);
    await place.admin.query(`UPDATE policy.agreement SET categories = categories || '{ABOUTME}' WHERE id = 'D2'`);
    expect(JSON.stringify(await door.list('brandt'))).not.toContain('BEACON');
  });
});
