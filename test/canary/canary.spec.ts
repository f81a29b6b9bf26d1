import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SessionStore } from '../../apps/portal/src/session/session-store.js';
import { freePort } from '../../scripts/local/free-port.js';
import { settle, type Settled } from '../routes/place/settle.js';
import { startApps } from './app-processes.js';
import { CANARY, CANARY_CAST, canariesIn } from './canaries.js';
import { openCanaryPlace, type CanaryPlace } from './canary-place.js';
import { everyday } from './everyday.js';
import { failInDatabase } from './failing-database.js';
import { ClearSeal } from './faults/clear-seal.js';
import { misuse } from './misuse.js';
import { findAndRead, SEARCH, type Shown, signEverybodyIn, tellAndStop } from './portal/everyday-pages.js';
import { misusePages, type Misused } from './portal/misuse-pages.js';
import { canariesInAnswers } from './search-answers.js';
import { canariesInDatabase } from './search-database.js';
import { canariesInMessages } from './search-messages.js';

let place: CanaryPlace;
let settled: Settled;
let seenByPell: string;
let shown: Shown;
let misused: Misused;

beforeAll(async () => {
  place = await openCanaryPlace();
  settled = await settle(place.admin, place.send, CANARY_CAST);
  const people = await signEverybodyIn(place);
  const found = await findAndRead(people, settled);
  seenByPell = await everyday(place, settled);
  shown = { ...found, ...(await tellAndStop(place, settled, people)) };
  await misuse(place);
  await failInDatabase(place, settled, people.pell);
  misused = await misusePages(place, settled, people);
}, 240_000);
afterAll(() => place?.stop(), 30_000);

const to = (page: string): string => new URLSearchParams({ to: page }).toString();
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

  it('goes where it should on pages, and nowhere else on them', () => {
    // What they searched by, on each page about the person whom they found.
    const found = ['familyName', 'birthDate', 'nhsNumber'];
    const typed = ['familyName', 'postcode', 'nhsNumber'];
    expect(Object.fromEntries(Object.entries(shown).filter(([, canaries]) => canaries.length > 0))).toEqual({
      ...{ 'a person': found, 'what may be seen': found, 'a denial': found, 'what was sent': found },
      'what was told': found,
      'the record': [...found, 'text'],
      'the whole record': [...found, 'text'],
      'the search again': typed,
      // What was said with a claim is for whoever looks into it.
      'a claim, to an officer': ['familyName', 'givenName', 'text'],
    });
    const none = ['nobody’s match', 'another agency’s match', 'her home', 'one look', 'the stops'];
    expect(Object.keys(shown)).toEqual(expect.arrayContaining(none));
    expect([canariesIn(misused.shownAgain), canariesIn(misused.parked)]).toEqual([typed, typed]);
    const statuses = new Set(place.given.filter(({ page }) => page).map(({ answer }) => answer.status));
    for (const status of [200, 303, 400, 403, 404, 409, 422, 500]) expect(statuses).toContain(status);
    for (const app of Object.keys(place.urls)) expect(place.process.written()).toContain(`"app":"${app}"`);
  });

  it('makes no page fail', () => expect(misused.failed).toEqual([]));

  it('never stands in what the apps write', () => {
    expect(withCanary(place.process.written())).toEqual([]);
  });

  it('never stands in metrics', async () => {
    const pages = await Promise.all(
      Object.values(place.operations).map(async (url) => (await fetch(`${url}/metrics`)).text()),
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
  it('a line that prints what comes in, at an app and at the portal', async () => {
    const [consent, portal] = [await freePort(), await freePort()];
    const url = (port: number): string => `http://127.0.0.1:${port}`;
    const environments = {
      consent: place.environment('consent', consent),
      portal: place.environment('portal', portal),
    };
    const talkative = await startApps(
      environments,
      [url(consent), url(portal)],
      ['./test/canary/faults/talkative.mjs'],
    );
    try {
      const headers = { authorization: `Bearer ${place.issuer.token('reach')}`, 'content-type': 'application/json' };
      const body = JSON.stringify(CANARY_CAST.person);
      await fetch(`${url(consent)}/v1/residents/lookup`, { method: 'POST', headers, body });
      const byApp = talkative.written();
      expect(canariesIn(byApp)).toEqual(expect.arrayContaining(['familyName', 'nhsNumber', 'postcode', 'uprn']));
      await fetch(`${url(portal)}/practitioner`, { method: 'POST', body: new URLSearchParams(SEARCH) });
      const byPortal = talkative.written().slice(byApp.length);
      expect(canariesIn(byPortal)).toEqual(['familyName', 'postcode', 'nhsNumber']);
    } finally {
      await talkative.stop();
    }
  }, 60_000);

  it('a session that is kept as it is', async () => {
    await new SessionStore(place.door.pool, new ClearSeal()).create({ answers: { search: SEARCH } });
    expect(await canariesInDatabase(place.admin)).toEqual(
      ['familyName', 'nhsNumber', 'postcode'].map((canary) => `portal.session.sealed: ${canary}`),
    );
  });

  it('a page that says again what was typed or asked for, but in the one place for it', () => {
    const page = `/resident/looks?from=${CANARY.localId}`;
    const drawn = (text: string, location = '/') => {
      const answer = { status: 422, headers: new Headers({ location }), text };
      return canariesInAnswers([{ asked: 'GET /', answer, page }], []);
    };
    const own = `<input name="familyName" value="${CANARY.familyName}"><textarea>${CANARY.text}</textarea>`;
    expect(drawn(`${own}<a href="${page}">Try again</a>`, `/sign-in/staff?${to(page)}`)).toEqual([]);
    expect(drawn(`${own}<p>${CANARY.familyName} is no name</p>`)).toEqual(['422 to GET /: familyName']);
    expect(drawn(`<a href="${page}&amp;more">Older</a>`)).toEqual(['422 to GET /: localId']);
    expect(drawn('', `/sign-in/staff?${to(page)}&name=${CANARY.givenName}`)).toEqual(
      expect.arrayContaining(['422 to GET /: givenName']),
    );
    expect(drawn('', `/practitioner?nhs=${CANARY.nhsNumber}`)).toEqual(['422 to GET /: nhsNumber']);
  });

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
