import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type ConsentPlace, openConsentPlace } from '../testing/consent-place.js';

let place: ConsentPlace;
beforeAll(async () => {
  place = await openConsentPlace();
});
afterAll(() => place.stop());

const post = (path: string, as: string, body: unknown): Promise<Answer> =>
  place.send('POST', `/v1/residents${path}`, { as, body });
const count = async (sql: string): Promise<number> =>
  (await place.admin.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`)).rows[0]!.n;

describe('somebody whose key cannot be read', () => {
  const amina = {
    ...{ familyName: 'Warsame', givenName: 'Amina', birthDate: '1968-04-05', postcode: 'NM5 5AA' },
    nhsNumber: '9990000077',
  };
  const store = (id: string, wrapped: Buffer): Promise<unknown> =>
    place.admin.query('UPDATE consent.resident_key SET wrapped_key = $2 WHERE resident_id = $1', [id, wrapped]);

  it('is asked about like anybody who may be meant, and kept for those who know them already', async () => {
    const first = await post('', 'nm-gp', { ...amina, localId: 'GP-77' });
    const atGp = first.body['id'] as string;
    const whose = `SELECT l.resident_id AS id, k.wrapped_key AS wrapped FROM consent.link l
      JOIN consent.resident_key k USING (resident_id) WHERE l.pseudonym = $1`;
    const { id, wrapped } = (await place.admin.query<{ id: string; wrapped: Buffer }>(whose, [atGp])).rows[0]!;
    await store(id, randomBytes(60));

    // Whoever sends them for the first time is answered as ever: somebody to be checked, to whom nothing flows.
    const other = await post('', 'nm-asc', { ...amina, localId: 'ASC-77' });
    expect(other).toMatchObject({ status: 201, body: { id: expect.stringMatching(/^[a-z2-7]{26}$/) } });
    const provisional = `consent.resident r JOIN consent.link l ON l.resident_id = r.id JOIN consent.identity_check c ON c.resident_id = r.id
      WHERE l.pseudonym = '${String(other.body['id'])}' AND r.provisional_for = 'NM-ASC' AND c.other_id = '${id}'`;
    expect(await count(provisional)).toBe(1);

    // Whoever knows them by a number of their own is told to keep what they send.
    const unavailable = { status: 503, body: { code: 'key-unreadable' } };
    expect(await post('', 'nm-gp', { ...amina, localId: 'GP-77' })).toMatchObject(unavailable);
    const renumbered = { as: 'nm-gp', body: { localId: 'GP-78' } };
    expect(await place.send('PUT', `/v1/residents/${atGp}/local-id`, renumbered)).toMatchObject(unavailable);

    await store(id, wrapped);
    expect(await post('', 'nm-gp', { ...amina, localId: 'GP-77' })).toMatchObject({ status: 201, body: { id: atGp } });
    expect((await place.send('PUT', `/v1/residents/${atGp}/local-id`, renumbered)).status).toBeLessThan(300);
  });
});
