import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { COMPLETE, DISCHARGE, Registry } from '../../testing/agreements.js';
import { each, runPolicy, type RunningPolicy } from '../../testing/running-policy.js';
import { relate, seedMargaret, type Entry } from '../../testing/seed-margaret.js';
import { PEOPLE, seedResident, seedSignIn, type Resident } from '../../testing/town.js';

let policy: RunningPolicy;
let margaret: Resident;
beforeAll(async () => {
  policy = await runPolicy();
  margaret = await seedMargaret(policy);
  const stranger = await seedResident(policy.admin, policy.ring);
  await seedSignIn(policy.admin, stranger.id, 'yusuf');
});
afterEach(async () => {
  await policy.admin.query("DELETE FROM policy.relationship WHERE agency <> 'REACH'");
  for (const table of ['agreement_party', 'agreement_version', 'agreement_proposal', 'review_reminder']) {
    await policy.admin.query(`DELETE FROM policy.${table} WHERE agreement_id NOT IN ('D1', 'D2')`);
  }
  await policy.admin.query("DELETE FROM policy.agreement WHERE id NOT IN ('D1', 'D2')");
});
afterAll(() => policy.stop());

const own = (as = 'margaret') => policy.send('GET', '/v1/residents/me/agreements', { as });
const ids = async (as?: string): Promise<unknown[]> => each((await own(as)).body.items, 'id');
async function live(id: string, change: object): Promise<number> {
  const version = await new Registry(policy).live(id, change);
  expect(version).toBe(5);
  return version;
}
const know = (entry: Entry) => relate(policy, margaret, entry);

describe('what agencies have agreed that touches a resident', () => {
  it('is what they may answer, and what those who work with them share without asking, with what they may do about it', async () => {
    const { status, body } = await own();
    expect(status).toBe(200);
    expect(body.agencies).toEqual([{ code: 'REACH', name: 'REACH' }]);
    expect(body.items).toEqual([
      {
        ...{ id: 'D1', title: 'Discharge', purpose: 'COC', mode: 'DIRECT_CARE', offered: false },
        parties: [{ source: 'NM-ACUTE', recipient: 'REACH', bases: DISCHARGE.parties[0].bases, right: 'object' }],
        ...{ categories: ['MEDS', 'FUNCTION'], recipientRoles: ['reablement-lead'], systemRoles: true },
        ...{ longestMonths: null, longestDays: null, right: 'object' },
      },
      {
        ...{ id: 'D2', title: 'Adaptations', purpose: 'HOUSADAPT', mode: 'EXPLICIT', offered: true },
        parties: COMPLETE.parties.map((party) => ({ ...party, right: 'withdraw' })),
        ...{ categories: ['FUNCTION', 'EQUIPMENT'], recipientRoles: ['ot', 'surveyor'], systemRoles: true },
        ...{ longestMonths: 6, longestDays: 184, right: 'withdraw' },
      },
    ]);
  });

  it('is of whoever signed in: nobody works with Yusuf, so nothing is shared about him unasked', async () => {
    const { body } = await own('yusuf');
    expect(body.agencies).toEqual([]);
    expect(each(body.items, 'id')).toEqual(['D2']);
  });

  it('is for residents', async () => {
    expect((await policy.send('GET', '/v1/residents/me/agreements')).status).toBe(401);
    for (const as of ['pell', 'marsh', 'reach']) expect((await own(as)).status).toBe(403);
    expect((await policy.send('GET', `/v1/residents/${margaret.id}/agreements`, { as: 'margaret' })).status).toBe(404);
  });

  it('tells the least right that holds for every party', async () => {
    await live('D9', {});
    await policy.admin.query(
      "UPDATE policy.agreement_party SET confidentiality = 'legal-duty' WHERE agreement_id = 'D9' AND source = 'NM-ASC'",
    );
    const item = (await own()).body.items[2] as { right: string; parties: unknown };
    expect([item.right, each(item.parties, 'right')]).toEqual(['none', ['withdraw', 'none']]);
  });

  it('leaves out what is not in force', async () => {
    const version = await live('D9', {});
    expect(await ids()).toEqual(['D1', 'D2', 'D9']);
    await new Registry(policy).step('D9', 'suspend', version, { body: { reason: 'a leak is looked into' } });
    expect(await ids()).toEqual(['D1', 'D2']);
    await policy.admin.query("UPDATE policy.agreement SET state = 'under-review' WHERE id = 'D9'");
    expect(await ids()).toEqual(['D1', 'D2', 'D9']);
    await policy.admin.query("UPDATE policy.agreement SET expires_at = fence.domain_now() WHERE id = 'D9'");
    expect(await ids()).toEqual(['D1', 'D2']);
  });
});

describe('who works with a resident', () => {
  it('counts while it lasts, and not on a practitioner’s own word', async () => {
    await know({ agency: 'HARBOUR', purpose: 'HOUSADAPT', endsAt: '2021-01-01Z' });
    await know({
      agency: 'HARBOUR',
      purpose: 'HOUSADAPT',
      kind: 'self-claimed',
      practitionerId: PEOPLE.varga.id,
      endsAt: '2099-01-01Z',
    });
    expect(each((await own()).body.agencies, 'code')).toEqual(['REACH']);
    await know({ agency: 'HARBOUR', purpose: 'HOUSADAPT', kind: 'assigned', practitionerId: PEOPLE.varga.id });
    expect(each((await own()).body.agencies, 'code')).toEqual(['HARBOUR', 'REACH']);
  });

  it('brings what is shared with them unasked', async () => {
    const [{ bases }] = DISCHARGE.parties;
    const { partyRoles } = COMPLETE;
    await live('D9', { ...DISCHARGE, parties: [{ source: 'NM-ASC', recipient: 'HARBOUR', bases }], partyRoles });
    expect(await ids()).toEqual(['D1', 'D2']);
    await know({ agency: 'HARBOUR', purpose: 'COC' });
    expect(await ids()).toEqual(['D1', 'D2', 'D9']);
  });
});

describe('what is deferred, discreet or absent', () => {
  /** All but the time at which it was asked. */
  const page = async (): Promise<object> => ({ ...((await own()).body as object), asOf: '' });

  it.each([
    ['a safeguarding enquiry', { agency: 'NM-ASC', purpose: 'SAFEG' }],
    ['one by an agency that is there already', { agency: 'REACH', purpose: 'SAFEG' }],
  ])('looks the same: %s', async (_what, entry) => {
    const [{ bases, ...parties }] = DISCHARGE.parties;
    const enquiry = {
      ...{ ...DISCHARGE, mode: 'SAFEGUARDING', redactions: {}, categories: ['FINANCE'] },
      parties: [{ ...parties, bases: { ...bases, confidentiality: 'public-interest' } }],
    };
    await live('D4', { ...enquiry, purpose: 'SAFEG' });
    await live('D4b', enquiry);
    const before = await page();
    await know(entry);
    expect(await page()).toEqual(before);
    expect(JSON.stringify(before)).not.toContain('D4');
    await policy.admin.query("DELETE FROM policy.relationship WHERE purpose = 'SAFEG'");
  });

  it('looks the same: an agreement with a discreet agency, and the agency itself', async () => {
    await policy.admin.query(
      "INSERT INTO policy.agency (code, name, sector) VALUES ('BEACON', 'B', 'social-care') ON CONFLICT DO NOTHING",
    );
    const before = await page();
    const parties = COMPLETE.parties.map((party) =>
      party.source === 'HARBOUR' ? { ...party, source: 'BEACON' } : { ...party, recipient: 'BEACON' },
    );
    await live('D9', { parties, partyRoles: { 'NM-ASC': 'controller', BEACON: 'controller' } });
    await know({ agency: 'BEACON', purpose: 'HOUSADAPT' });
    expect(await page()).toEqual(before);
  });

  it('looks the same: a discreet category in an agreement about more', async () => {
    await live('D9', { categories: ['DOMESTICABUSE', 'FUNCTION'], redactions: {} });
    await live('D10', { categories: ['SAFEGUARDING'], redactions: {} });
    const { items } = (await own()).body as { items: { id: string; categories: string[] }[] };
    expect(items.map(({ id, categories }) => [id, categories])).toEqual([
      ['D1', ['MEDS', 'FUNCTION']],
      ['D2', ['FUNCTION', 'EQUIPMENT']],
      ['D9', ['FUNCTION']],
    ]);
  });
});
