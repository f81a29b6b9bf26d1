import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { each, runPolicy, type RunningPolicy } from '../../testing/running-policy.js';
import { DISCHARGE, Registry } from '../../testing/agreements.js';
import { PEOPLE, seedResident, type Resident } from '../../testing/town.js';

let policy: RunningPolicy;
let resident: Resident;
beforeAll(async () => {
  policy = await runPolicy();
  resident = await seedResident(policy.admin, policy.ring);
  await new Registry(policy).live('D1', DISCHARGE);
  const relationship = { resident: resident.pseudonymAt('REACH'), kind: 'caseload', purpose: 'COC' };
  await policy.send('POST', '/v1/relationships', { as: 'reach', body: relationship });
});
beforeEach(async () => void (await policy.admin.query('DELETE FROM audit.staging')));
afterAll(() => policy.stop());

const subject = (key: keyof typeof PEOPLE) => ({ type: PEOPLE[key].kind, id: PEOPLE[key].id });
const record = (id: string, change: object = {}) => ({
  type: 'record',
  id,
  properties: { resident: resident.pseudonymAt('REACH'), source: 'NM-ACUTE', ...change },
});
const question = (change: object = {}) => ({
  subject: subject('pell'),
  action: { name: 'read' },
  resource: record('MEDS'),
  context: { purpose: 'COC' },
  ...change,
});
const ask = (body: object, as = 'reach') => policy.send('POST', '/access/v1/evaluation', { as, body });
const askAll = (body: object, as = 'reach') => policy.send('POST', '/access/v1/evaluations', { as, body });

describe('an AuthZEN evaluation', () => {
  it('decides as the release line would, records it under the resident’s key, and is not to be kept', async () => {
    const answer = await ask(question());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toMatchObject({
      decision: true,
      context: { reason: 'permitted', basis: 'DIRECT_CARE', agreement: 'D1', bundle: expect.any(String) },
    });
    const [entry, ...more] = await policy.entries('read');
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      id: answer.body.context.entryId,
      kind: 'decision',
      bundle: answer.body.context.bundle,
      holder: `resident/${resident.id}`,
      index: { outcome: 'permit', categories: ['MEDS'], requesterId: PEOPLE.pell.id, residentId: resident.id },
    });
    expect(entry!.open(resident.dataKey)).toMatchObject({
      askedBy: PEOPLE.reach.id,
      request: { residentId: resident.id, recipientAgency: 'REACH' },
      facts: { epochs: { place: expect.any(String) } },
      decision: { outcome: 'permit' },
    });
    expect(JSON.stringify(answer.body)).not.toContain(resident.id);
  });

  it('says what must not leave', async () => {
    const answer = await ask(question({ resource: record('FUNCTION') }));
    expect(answer.body.context.obligations).toMatchObject({ redact: ['diagnosis'] });
  });

  it('denies with the rule, and records that too', async () => {
    const answer = await ask(question({ resource: record('FINANCE') }));
    expect(answer.body).toMatchObject({ decision: false, context: { reason: 'category-not-in-agreement' } });
    expect((await policy.entries('read'))[0]!.index).toMatchObject({ outcome: 'deny', rule: answer.body.context.rule });
  });

  it('explains a denial in words, in a language that the caller reads, and keeps the trace for officers', async () => {
    const { body } = await ask(question({ resource: record('FINANCE') }));
    expect(body.context.explanation).toMatchObject({
      ...{ reader: 'practitioner', language: 'en', rule: 'category-not-in-agreement', trace: null },
      missing: [body.context.explain],
      change: ['The agreement D1 is changed so that it names money and charging.'],
    });
    const foreign = await policy.send('POST', '/access/v1/evaluation', {
      ...{ as: 'reach', body: question({ resource: record('FINANCE') }) },
      headers: { 'accept-language': 'so, en-XA;q=0.5' },
    });
    expect(foreign.body.context.explanation).toMatchObject({ language: 'en-XA', reviewed: false });
    expect(Object.keys(foreign.body.context.reason_user)).toEqual(['en-XA']);
  });

  it('takes the caller itself, and never what a subject says of itself', async () => {
    expect((await ask(question({ subject: subject('reach') }))).body.decision).toBe(true);
    const asked = question({ subject: { ...subject('pell'), properties: { roles: ['gp'], agency: 'NM-GP' } } });
    expect((await ask(asked)).body.context.agreement).toBe('D1');
  });

  it.each([
    ['another agency’s', () => subject('varga')],
    ['an officer who is not the caller', () => subject('marsh')],
    ['somebody under another type', () => ({ type: 'system', id: PEOPLE.pell.id })],
    ['nobody', () => ({ type: 'practitioner', id: randomUUID() })],
    ['no id at all', () => ({ type: 'practitioner', id: 'pell' })],
  ])('decides for %s as for nobody', async (_who, who) => {
    const answer = await ask(question({ subject: who() }));
    expect(answer.body).toMatchObject({ decision: false, context: { reason: 'requester-unknown' } });
    expect((await policy.entries('read'))[0]!.index).toMatchObject({ requesterId: PEOPLE.reach.id });
  });

  it('answers a stranger’s pseudonym and a made-up one alike, with an entry under the key of the place', async () => {
    const theirs = await ask(question({ resource: record('MEDS', { resident: resident.pseudonymAt('HARBOUR') }) }));
    const nobodys = await ask(question({ resource: record('MEDS', { resident: 'b'.repeat(26) }) }));
    const plain = ({ body }: typeof theirs): object => {
      const { decision, context } = body as { decision: boolean; context: object };
      return { decision, context: { ...context, entryId: '', decidedAt: '' } };
    };
    expect(theirs.body.context.reason).toBe('resident-unknown');
    expect(plain(theirs)).toEqual(plain(nobodys));
    const entries = await policy.entries('read');
    expect(each(entries, 'holder')).toEqual(['place/place', 'place/place']);
    expect(entries[0]!.index).not.toHaveProperty('residentId');
    expect(entries[0]!.index).toMatchObject({
      ...{ reason: 'resident-unknown', requesterKind: 'practitioner' },
      requesterRoles: expect.arrayContaining(['reablement-lead']) as unknown,
    });
  });

  it('changes with the next question after a stop, without a cache', async () => {
    await policy.send('POST', '/v1/category-stops', { as: 'marsh', body: { category: 'MEDS', reason: 'a trial' } });
    expect((await ask(question())).body.context.reason).toBe('category-stopped');
    await policy.send('DELETE', '/v1/category-stops/MEDS', { as: 'marsh' });
    expect((await ask(question())).body.decision).toBe(true);
  });

  it('is not for residents or strangers to sign-in', async () => {
    expect((await policy.send('POST', '/access/v1/evaluation', { body: question() })).status).toBe(401);
    expect((await ask(question(), 'nobody')).status).toBe(403);
  });

  it.each([
    ['unknown-action', () => ({ action: { name: 'delete' } })],
    ['unknown-category', () => ({ resource: record('NONE') })],
    ['unknown-resource-type', () => ({ resource: { ...record('MEDS'), type: 'file' } })],
    ['unknown-source', () => ({ resource: { type: 'record', id: 'MEDS' } })],
    ['unknown-source', () => ({ resource: record('MEDS', { source: 'somewhere else' }) })],
    ['unknown-purpose', () => ({ context: { purpose: 'FUN' } })],
    ['unknown-purpose', () => ({ context: undefined })],
    ['resident-unknown', () => ({ resource: record('MEDS', { resident: '9990000018' }) })],
    ['requester-unknown', () => ({ subject: { type: 'robot', id: PEOPLE.pell.id } })],
  ])('denies what it has no word for, with the reason and an entry: %s', async (reason, change) => {
    const answer = await ask(question(change()));
    expect(answer).toMatchObject({ status: 200, body: { decision: false, context: { reason } } });
    const { rows } = await policy.admin.query('SELECT id, facets FROM audit.staging');
    expect(rows).toEqual([{ id: answer.body.context.entryId, facets: expect.objectContaining({ outcome: 'deny' }) }]);
    expect(JSON.stringify([answer.body, rows])).not.toMatch(/9990000018|FUN|NONE|somewhere/);
  });

  it.each([
    [{ subject: undefined }, 'subject'],
    [{ subject: { type: 'practitioner' } }, 'subject.id'],
    [{ action: { name: 7 } }, 'action.name'],
    [{ resource: [] }, 'resource'],
    [{ resource: { type: 'record', id: 'MEDS', properties: '9990000018' } }, 'resource.properties'],
    [{ context: '9990000018' }, 'context'],
  ])('names the field whose shape is wrong: %j', async (change, field) => {
    const answer = await ask(question(change));
    expect(answer.status).toBe(400);
    expect(each(answer.body.errors, 'field')).toEqual([field]);
    expect(JSON.stringify(answer.body)).not.toContain('9990000018');
    expect(await policy.entries('read')).toEqual([]);
  });

  it('takes fields that it does not know, and believes none of them', async () => {
    const answer = await ask({ ...question(), context: { purpose: 'COC', now: '2020-01-01' }, override: true });
    expect(answer.body).toMatchObject({ decision: true, context: { agreement: 'D1' } });
  });
});

describe('AuthZEN evaluations', () => {
  const items = () => [{ resource: record('FUNCTION') }, { resource: record('FINANCE') }, {}];

  it('are decided on one snapshot, each with its entry, in the order asked', async () => {
    const answer = await askAll({ ...question(), evaluations: items() });
    expect(each(answer.body.evaluations, 'decision')).toEqual([true, false, true]);
    const entries = await policy.entries('read');
    expect(new Set(each(entries, 'id'))).toEqual(new Set(each(each(answer.body.evaluations, 'context'), 'entryId')));
    const moments = new Set(each(each(answer.body.evaluations, 'context'), 'decidedAt'));
    expect(moments.size).toBe(1);
  });

  it('stop where they are told to, and record what was decided', async () => {
    const options = (evaluations_semantic: string) => ({
      ...question(),
      evaluations: items(),
      options: { evaluations_semantic },
    });
    expect(each((await askAll(options('deny_on_first_deny'))).body.evaluations, 'decision')).toEqual([true, false]);
    expect(await policy.entries('read')).toHaveLength(2);
    expect(each((await askAll(options('permit_on_first_permit'))).body.evaluations, 'decision')).toEqual([true]);
  });

  it('without a list are the one question', async () => {
    expect((await askAll(question())).body).toMatchObject({ decision: true });
    expect((await askAll({ ...question(), evaluations: [] })).body).toMatchObject({ decision: true });
  });

  it('deny the one that cannot be read, without an entry, and take no more than 100', async () => {
    const { resource, ...rest } = question();
    const answer = await askAll({ ...rest, evaluations: [{ resource }, {}, { resource: 'MEDS' }] });
    expect(each(answer.body.evaluations, 'decision')).toEqual([true, false, false]);
    expect(answer.body.evaluations[1].context).toEqual({
      reason: 'unreadable',
      error: { status: 400, message: 'resource must stand here' },
    });
    expect(await policy.entries('read')).toHaveLength(1);
    const many = await askAll({ ...question(), evaluations: Array.from({ length: 101 }, () => ({})) });
    expect(many.status).toBe(400);
  });
});

describe('the metadata', () => {
  it('says where to ask, as the caller came', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'broker.example' };
    const { body } = await policy.send('GET', '/.well-known/authzen-configuration', { headers });
    expect(body).toEqual({
      policy_decision_point: 'https://broker.example',
      access_evaluation_endpoint: 'https://broker.example/access/v1/evaluation',
      access_evaluations_endpoint: 'https://broker.example/access/v1/evaluations',
      search_subject_endpoint: 'https://broker.example/access/v1/search/subject',
      search_resource_endpoint: 'https://broker.example/access/v1/search/resource',
      search_action_endpoint: 'https://broker.example/access/v1/search/action',
    });
  });
});
