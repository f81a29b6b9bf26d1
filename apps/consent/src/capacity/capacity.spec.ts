import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { wholeDaysWithin } from '#libs/calendar';
import { type Answer, type ConsentPlace, openConsentPlace, settleMargaret } from '../testing/consent-place.js';
import { factsOf } from '../testing/facts-of.js';
import { ONE_MOMENT, toldMoments } from '../testing/told-moments.js';

let place: ConsentPlace;
let margaret: Awaited<ReturnType<typeof settleMargaret>>;
beforeAll(async () => {
  place = await openConsentPlace();
  margaret = await settleMargaret(place);
});
afterAll(() => place.stop());
beforeEach(async () => {
  await place.admin.query('TRUNCATE consent.capacity_assessment, consent.best_interests_decision');
  await place.admin.query('UPDATE consent.resident SET sixteen_at = NULL, eighteen_at = NULL');
});

const DAY = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString();
const assess = (as: string, body: object = {}): Promise<Answer> =>
  place.send('POST', `/v1/residents/${margaret.asc}/capacity-assessments`, {
    as,
    body: { agreement: 'D2', lacks: true, assessedAt: inDays(-3), ...body },
  });
const decide = (as: string, body: object = {}): Promise<Answer> =>
  place.send('POST', `/v1/residents/${margaret.asc}/best-interests`, {
    as,
    body: { agreement: 'D2', authority: 'attorney', ...body },
  });
/** By an occupational therapist, twice with one key where a process died in between. */
const keyed = (what: string, body: object): Promise<Answer> =>
  place.send('POST', `/v1/residents/${margaret.asc}/${what}`, {
    ...{ as: 'brandt', body },
    headers: { 'idempotency-key': `again-${what}` },
  });
const listed = async (what: string): Promise<Record<string, unknown>[]> =>
  (await place.send('GET', `/v1/residents/me/${what}`, { as: 'margaret' })).body['items'] as Record<string, unknown>[];

describe('a capacity assessment', () => {
  it('names the decision, lapses after 28 days, and gives way to a later one', async () => {
    const first = await assess('osei');
    expect(first.status).toBe(201);
    const [seen] = await listed('capacity-assessments');
    expect(seen).toMatchObject({ id: first.body['id'], agreement: 'D2', lacks: true });
    const { assessedAt, lapsesAt } = seen as { assessedAt: string; lapsesAt: string };
    expect(lapsesAt).toBe(wholeDaysWithin(new Date(assessedAt), 28).toISOString());
    const later = await assess('brandt', { lacks: false, assessedAt: inDays(-1), lapsesAt: inDays(5) });
    const general = await assess('brandt', { agreement: null, assessedAt: inDays(-2) });
    const { capacity } = await factsOf(place, margaret.id);
    const ids = (capacity as { id: string; lacks: boolean }[]).map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set([later.body['id'], general.body['id']]));
  });

  it('is one where it is sent again by its key after a crash', async () => {
    const first = await keyed('capacity-assessments', { agreement: 'D2', lacks: true, assessedAt: inDays(-3) });
    await place.admin.query('TRUNCATE consent.idempotency');
    const again = await keyed('capacity-assessments', { agreement: 'D2', lacks: true, assessedAt: inDays(-3) });
    expect([first.status, again.status, again.body['id']]).toEqual([201, 201, first.body['id']]);
    expect(await listed('capacity-assessments')).toHaveLength(1);
  });

  it.each<[string, object, string]>([
    ['varga', {}, 'assessor-role-not-permitted'],
    ['osei', { assessedAt: inDays(1) }, 'invalid-assessment'],
    ['osei', { assessedAt: inDays(-30) }, 'invalid-end'],
    ['osei', { lapsesAt: inDays(400) }, 'invalid-end'],
    ['osei', { agreement: 'D99' }, 'agreement-unknown'],
  ])('by %s with %j is refused: %s', async (as, body, code) => {
    expect((await assess(as, body)).body['code']).toBe(code);
  });
});

describe('a decision in somebody’s best interests', () => {
  it('needs an assessment of this decision that is in force', async () => {
    expect((await decide('brandt')).body['code']).toBe('no-authority-yet');
    await assess('osei', { lacks: false, agreement: null, assessedAt: inDays(-1) });
    expect((await decide('brandt')).body['code']).toBe('no-authority-yet');
    await assess('osei', { agreement: 'D1' });
    expect((await decide('brandt')).body['code']).toBe('no-authority-yet');
    await assess('osei');
    const made = await decide('brandt', { categories: ['FUNCTION'] });
    expect(made.status).toBe(201);
    const { bestInterests } = await factsOf(place, margaret.id);
    expect(bestInterests).toMatchObject([{ id: made.body['id'], agreement: 'D2', categories: ['FUNCTION'] }]);
    const [seen] = await listed('best-interests');
    expect(Date.parse(seen!['endsAt'] as string) - Date.parse(seen!['startsAt'] as string)).toBeLessThanOrEqual(
      183 * DAY,
    );
    const end = (as: string): Promise<Answer> =>
      place.send('POST', `/v1/best-interests/${String(made.body['id'])}/end`, { as });
    expect((await end('iqbal')).status).toBe(404);
    expect((await end('margaret')).status).toBe(200);
    expect((await end('marsh')).status).toBe(200);
    expect(Date.parse((await listed('best-interests'))[0]!['endsAt'] as string)).toBeLessThanOrEqual(Date.now());
  });

  it('is one where it is sent again by its key after a crash', async () => {
    await assess('osei');
    const first = await keyed('best-interests', { agreement: 'D2', authority: 'attorney' });
    await place.admin.query('TRUNCATE consent.idempotency');
    const again = await keyed('best-interests', { agreement: 'D2', authority: 'attorney' });
    expect([first.status, again.status, again.body['id']]).toEqual([201, 201, first.body['id']]);
    expect(await listed('best-interests')).toHaveLength(1);
  });

  it('ends by itself where an assessment of before lapsed: nobody decides on an old one', async () => {
    await assess('osei', { assessedAt: inDays(-27) });
    await place.admin.query(`UPDATE fence.clock SET offset_by = '2 days'`);
    const { body } = await decide('brandt');
    await place.admin.query(`UPDATE fence.clock SET offset_by = '0'`);
    expect(body['code']).toBe('no-authority-yet');
  });

  it('is not made where sharing does not rest on what anybody agrees to', async () => {
    await place.admin.query(`UPDATE policy.agreement SET mode = 'SAFEGUARDING' WHERE id = 'D1'`);
    await assess('osei', { agreement: 'D1' });
    const { body } = await decide('brandt', { agreement: 'D1' });
    await place.admin.query(`UPDATE policy.agreement SET mode = 'DIRECT_CARE' WHERE id = 'D1'`);
    expect(body['code']).toBe('decision-not-asked');
  });

  it('by a professional takes another than the assessor', async () => {
    await assess('osei');
    expect((await decide('osei', { authority: 'professional' })).body['code']).toBe('second-person-needed');
    expect((await decide('lowe', { authority: 'professional' })).status).toBe(201);
  });

  it.each([
    ['16', '+ 1 day', 'attorney', 'under-sixteen'],
    ['18', '+ 1 day', 'attorney', 'attorney-donor-under-eighteen'],
    ['18', '+ 1 day', 'deputy', undefined],
    ['18', '- 1 day', 'attorney', undefined],
  ])('for somebody whose birthday %s is %s from now, by an %s: %s', async (age, from, authority, code) => {
    const [sixteen, eighteen] = age === '16' ? [from, '+ 800 days'] : ['- 700 days', from];
    await place.admin.query(
      `UPDATE consent.resident SET sixteen_at = now() + interval '${sixteen}', eighteen_at = now() + interval '${eighteen}'`,
    );
    await assess('osei');
    expect((await decide('brandt', { authority })).body['code']).toBe(code);
  });

  it.each<[object, string]>([
    [{ categories: ['FINANCE'] }, 'beyond-agreement-invalid'],
    [{ agreement: 'D5' }, 'agreement-not-live'],
    [{ endsAt: inDays(-1) }, 'invalid-end'],
  ])('stays within its agreement: %j', async (body, code) => {
    await assess('osei');
    await assess('osei', { agreement: 'D5' });
    expect((await decide('brandt', body)).body['code']).toBe(code);
  });
});

describe('the moment of what was found or decided', () => {
  const at = async (answer: Promise<Answer>): Promise<string> => String((await answer).body['effectiveAt']);
  /** Sent again by its key after a crash. */
  const once = async (what: string, body: object): Promise<string> => {
    await place.admin.query('TRUNCATE consent.idempotency');
    return at(keyed(what, body));
  };

  it('is one, after every disclosure that it waited for, in the answer, a repeat, the list and the log', async () => {
    const found = { agreement: 'D2', lacks: true, assessedAt: inDays(-3) };
    const decided = { agreement: 'D2', authority: 'attorney' };
    const tells = async (answer: () => Promise<string>, ...others: (() => Promise<unknown>)[]): Promise<void> => {
      expect(await toldMoments(place, margaret.id, answer, answer, ...others)).toEqual(ONE_MOMENT);
    };
    const decision = async (): Promise<Record<string, unknown>> => (await listed('best-interests'))[0]!;
    await tells(() => once('capacity-assessments', found));
    await tells(
      () => once('best-interests', decided),
      async () => (await decision())['startsAt'],
    );
    const { id } = await decision();
    const end = (): Promise<string> =>
      at(place.send('POST', `/v1/best-interests/${String(id)}/end`, { as: 'margaret' }));
    await tells(end, async () => (await decision())['endsAt']);
  });
});
