import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseBundle } from '#libs/cedar';
import { loadPolicies } from '#libs/pdp';
import { openDelivery } from '#libs/sealing';
import { eventually, type FeedItem, RelayCaller } from './testing/relay-caller.js';
import { startSmallPlace, type SmallPlace } from './testing/small-place.js';

let place: SmallPlace;
let at: RelayCaller;
beforeAll(async () => {
  place = await startSmallPlace();
  at = new RelayCaller(place);
  for (const [subject, agency, role] of [
    ['reach-ig', 'REACH', 'privacy-officer'],
    ['reach-author', 'REACH', 'policy-author'],
    ['harbour-ig', 'HARBOUR', 'privacy-officer'],
  ])
    await place.admin.query(
      `INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles) VALUES ($1, 'officer', $2, $3, $4, ARRAY[$5])`,
      [randomUUID(), place.config.OIDC_ISSUER_STAFF, subject, agency, role],
    );
});
afterAll(() => place.stop());

/** Puts rules in force that permit nothing more, and oblige to more, for direct care. */
async function oblige(obligation: string): Promise<void> {
  const rule = `@id("spec-obliges") @basis("DIRECT_CARE") @explain("For the spec.") @obligation("${obligation}")
    permit (principal, action, resource) when { context.purpose == "COC" };`;
  const bundle = parseBundle([...(await loadPolicies('policies')).files, { name: 'spec.cedar', text: rule }]);
  await place.admin.query(
    `INSERT INTO policy.bundle (hash, files, author) VALUES ($1, $2, 'spec') ON CONFLICT DO NOTHING`,
    [bundle.hash, JSON.stringify(bundle.files)],
  );
  await place.admin.query(`INSERT INTO policy.bundle_schedule (hash, approved_by) VALUES ($1, 'spec')`, [bundle.hash]);
}

const view = async (
  category = 'MEDS',
): Promise<{ records: object[]; decisions: { outcome: string; entryId: string }[] }> =>
  (
    await place.call(
      'pell',
      'GET',
      `/v1/residents/${place.pseudonyms['REACH']}/records?purpose=COC&category=${category}`,
    )
  ).body;
async function payloadOf({ id, sealed }: FeedItem): Promise<unknown> {
  const [opening] = await at.open('REACH', [id]);
  return openDelivery(sealed!, Buffer.from(opening!.contentKey!, 'base64url'), id);
}
const notices = async (): Promise<{ kind: string; held: boolean; disclosed: string }[]> =>
  (
    await place.admin.query<{ kind: string; held: boolean; disclosed: string }>(
      `SELECT n.kind, n.held, d.kind AS disclosed FROM relay.notice n JOIN relay.disclosure d ON d.id = n.disclosure_id
       ORDER BY n.position`,
    )
  ).rows;
const alerts = (as: string): Promise<{ status: number; body: { notices: { entryId: string }[]; next: string } }> =>
  place.call(as, 'GET', '/v1/notices');

describe('obligations', () => {
  it('that a delivery was sealed without replace it by one that keeps them', async () => {
    const plain = await at.nextDelivery('REACH', () => at.post('NM-ACUTE', 'FUNCTION', { phone: '01632 960123' }));
    await oblige('mask:phone, no-onward-sharing');
    let replaced: object[] = [];
    const masked = await at.nextDelivery('REACH', async () => {
      replaced = await at.open('REACH', [plain.id]);
    });
    expect(replaced).toMatchObject([{ outcome: 'deny', reason: 'replaced' }]);
    expect(await payloadOf(masked)).toMatchObject({
      record: { body: { phone: '[masked]123' }, masked: ['phone'] },
      noOnwardSharing: true,
      accuracyDisputed: false,
    });
    const { records } = await view('FUNCTION');
    expect(records).toMatchObject([{ body: { phone: '[masked]123' }, masked: ['phone'], noOnwardSharing: true }]);
    expect(await notices()).toEqual([]);
  });

  it('to tell somebody stand with the disclosure, once each, and an alert is read by the agency that had access', async () => {
    await oblige('notify, defer-notice, alert');
    const delivery = await at.nextDelivery('REACH', () => at.post('NM-ACUTE', 'MEDS', { dose: 2 }));
    await at.open('REACH', [delivery.id]);
    const { decisions } = await view();
    const told = (disclosed: string) => [
      { kind: 'tell-resident', held: true, disclosed },
      { kind: 'alert-officer', held: false, disclosed },
    ];
    // One disclosure for each source that the agreement names.
    expect(await notices()).toEqual([...told('open'), ...told('view'), ...told('view')]);
    // An alert is listed once no older transaction runs in the cluster, where other specs run theirs.
    const seen = await eventually(
      () => alerts('reach-ig'),
      ({ body }) => body.notices.length >= 3,
    );
    expect(seen.body.notices).toHaveLength(3);
    const entries = seen.body.notices.map(({ entryId }) => entryId);
    expect(entries).toEqual(expect.arrayContaining(decisions.map(({ entryId }) => entryId)));
    expect(JSON.stringify(seen.body)).not.toContain(place.resident);
    const newest = await place.call('reach-ig', 'GET', '/v1/notices?order=newest&limit=2');
    expect(newest.body).toEqual({ notices: [...seen.body.notices].reverse().slice(0, 2), next: seen.body.next });
    expect((await alerts('harbour-ig')).body.notices).toEqual([]);
    expect((await alerts('reach-author')).status).toBe(403);
    const after = await place.call('reach-ig', 'GET', `/v1/notices?after=${seen.body.next}`);
    expect(after.body).toEqual({ notices: [], next: seen.body.next });
  });

  it('leave nothing behind where the disclosure is denied', async () => {
    const before = await notices();
    await place.admin.query(`UPDATE policy.agency SET status = 'suspended' WHERE code = 'REACH'`);
    expect((await view()).decisions.every(({ outcome }) => outcome === 'deny')).toBe(true);
    expect(await notices()).toEqual(before);
  });
});
