import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../scripts/local/postgres.js';
import { settle, type Settled } from '../routes/place/settle.js';
import { startApps } from './app-processes.js';
import { CANARY, CANARY_CAST, canariesIn } from './canaries.js';
import { openCanaryPlace, type CanaryPlace } from './canary-place.js';
import { everyday } from './everyday.js';
import { failInDatabase } from './failing-database.js';
import { misuse } from './misuse.js';
import { canariesInAnswers } from './search-answers.js';
import { canariesInDatabase } from './search-database.js';
import { canariesInMessages } from './search-messages.js';

let place: CanaryPlace;
let settled: Settled;
let seenByPell: string;

beforeAll(async () => {
  place = await openCanaryPlace();
  settled = await settle(place.admin, place.send, CANARY_CAST);
  seenByPell = await everyday(place, settled);
  await misuse(place);
  await failInDatabase(place, settled);
}, 180_000);
afterAll(() => place?.stop(), 30_000);

const withCanary = (text: string): string[] => text.split('\n').filter((line) => canariesIn(line).length > 0);

describe('personal data stays where it belongs (promise 11)', () => {
  it('goes where it should, so that the rest of this page means something', async () => {
    expect(canariesIn(seenByPell)).toEqual(['text']);
    const statuses = new Set(place.given.map(({ answer }) => answer.status));
    for (const status of [200, 201, 400, 403, 404, 409, 500]) expect(statuses).toContain(status);
    expect(
      place.process
        .written()
        .split('\n')
        .filter((line) => line.includes('"level":"debug"')).length,
    ).toBeGreaterThan(500);
    expect((await canariesInMessages(place.admin, [])).messages).toBeGreaterThan(3);
  });

  it('never stands in what the apps write', () => {
    expect(withCanary(place.process.written())).toEqual([]);
  });

  it('never stands in metrics', async () => {
    const pages = await Promise.all(
      Object.values(place.urls).map(async (url) => (await fetch(`${url}/metrics`)).text()),
    );
    expect(pages.every((page) => page.includes('http_requests_total{'))).toBe(true);
    expect(withCanary(pages.join('\n'))).toEqual([]);
  });

  it('never stands in a refusal, nor in any header, and nor does an internal id', () => {
    expect(canariesInAnswers(place.given, [settled.residentId])).toEqual([]);
  });

  it('never stands in a key, an attribute or the open data of a message', async () => {
    expect((await canariesInMessages(place.admin, [settled.residentId])).found).toEqual([]);
  });

  it('stands in the database under seal only', async () => {
    expect(await canariesInDatabase(place.admin)).toEqual([]);
  });
});

describe('what the canaries would find', () => {
  it('a line that prints what comes in', async () => {
    const port = await freePort();
    const urls = [`http://127.0.0.1:${port}`];
    const talkative = await startApps({ consent: place.environment('consent', port) }, urls, [
      './test/canary/faults/talkative.mjs',
    ]);
    try {
      const headers = { authorization: `Bearer ${place.issuer.token('reach')}`, 'content-type': 'application/json' };
      await fetch(`${urls[0]!}/v1/residents/lookup`, {
        method: 'POST',
        headers,
        body: JSON.stringify(CANARY_CAST.person),
      });
      expect(canariesIn(talkative.written())).toEqual(
        expect.arrayContaining(['familyName', 'nhsNumber', 'postcode', 'uprn']),
      );
    } finally {
      await talkative.stop();
    }
  }, 60_000);

  it('a key that is a name, and data outside the seal', async () => {
    const value = JSON.stringify({ data: { sealed: 'x', hint: CANARY.text } });
    await place.admin.query('INSERT INTO messaging.log_topic VALUES ($1, 1)', ['agency.reach.planted.v1']);
    await place.admin.query('INSERT INTO messaging.log VALUES ($1, 0, 1, $2, $3)', [
      'agency.reach.planted.v1',
      settled.residentId,
      value,
    ]);
    expect((await canariesInMessages(place.admin, [settled.residentId])).found).toEqual([
      'agency.reach.planted.v1: text',
      'agency.reach.planted.v1: an internal id',
    ]);
  });

  it('a column in clear, or under a hash that can be guessed', async () => {
    await place.admin.query('ALTER TABLE consent.link ADD COLUMN note text, ADD COLUMN nhs_hash bytea');
    await place.admin.query(`UPDATE consent.link SET note = $1, nhs_hash = sha256($2::bytea) WHERE agency = 'REACH'`, [
      `seen by ${CANARY.givenName.toUpperCase()}`,
      Buffer.from(CANARY.nhsNumber),
    ]);
    expect(await canariesInDatabase(place.admin)).toEqual(
      expect.arrayContaining(['consent.link.nhs_hash: nhsNumber', 'consent.link.note: givenName']),
    );
  });

  it('a refusal that repeats what was sent, in whatever form', () => {
    const refusal = (text: string) =>
      canariesInAnswers(
        [{ asked: 'GET /', answer: { status: 400, headers: new Headers(), text } }],
        [settled.residentId],
      );
    expect(refusal(`"${CANARY.postcode}" is no postcode`)).toEqual(['400 to GET /: postcode']);
    expect(refusal(Buffer.from(`name=${CANARY.familyName}&`).toString('base64'))).toEqual(['400 to GET /: familyName']);
    expect(refusal(encodeURIComponent(CANARY.text))).toEqual(['400 to GET /: text']);
    expect(refusal(`resident ${settled.residentId} is deceased`)).toEqual(['400 to GET /: an internal id']);
  });
});
