import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '#libs/persistence';
import { ResolveResident } from '../resident/resolve-resident.js';
import {
  type Answer,
  type ConsentPlace,
  MARGARET,
  openConsentPlace,
  settleMargaret,
  worksWith,
} from '../testing/consent-place.js';
import { DirectiveStore } from './directive-store.js';
import { FindsWhoever } from './faults/finds-whoever.js';
import { RecordDirective } from './record-directive.js';
import { ShownDirectives } from './shown-directives.js';
import { WithdrawConsent } from './withdraw-consent.js';
import {
  D2,
  DAY,
  type DirectiveDoor,
  directiveDoor,
  REFUSE_HARBOUR,
  forgetWhatWasSaid,
} from '../testing/directive-door.js';

let place: ConsentPlace;
let margaret: Awaited<ReturnType<typeof settleMargaret>>;
let door: DirectiveDoor;
beforeAll(async () => {
  place = await openConsentPlace();
  margaret = await settleMargaret(place);
  door = directiveDoor(place, margaret);
  await worksWith(place, margaret.id, { agency: 'HARBOUR', purpose: 'HOUSADAPT' });
});
afterAll(() => place.stop());
beforeEach(() => forgetWhatWasSaid(place));

/** Whether each entry, the oldest first, is left out of its resident's history. */
async function marks(): Promise<(string | null)[]> {
  const sql = `SELECT s.facets ->> 'deferNotice' AS mark FROM audit.staging s ORDER BY s.at`;
  return (await place.admin.query<{ mark: string | null }>(sql)).rows.map(({ mark }) => mark);
}

describe('the list', () => {
  it('shows a resident all that may be told, and an agency what concerns it', async () => {
    await door.say('margaret', { instruction: 'refuse', recipients: ['NM-ASC'], sources: ['NM-GP'] });
    const { id } = (await door.say('margaret', REFUSE_HARBOUR)).body;
    expect(await door.list('margaret')).toHaveLength(2);
    expect(await door.list('varga')).toMatchObject([{ id }]);
  });

  it('tells nobody anything discreet, without count or gap', async () => {
    const discreet = [
      { recipients: ['BEACON'] },
      { sources: ['BEACON'], recipients: ['HARBOUR'] },
      { categories: ['DOMESTICABUSE'] },
      { purposes: ['SAFEG'] },
    ];
    for (const scope of discreet) await door.say('margaret', { instruction: 'refuse', ...scope });
    const hidden = await marks();
    await door.say('margaret', { ...REFUSE_HARBOUR, recipients: ['BEACON', 'HARBOUR'] });
    for (const as of ['margaret', 'varga']) {
      expect(await door.list(as)).toMatchObject([{ recipients: ['HARBOUR'] }]);
    }
    // Nor does the history: the log marks them, also where it must not name the agency.
    expect(hidden).toEqual(discreet.map(() => 'true'));
    expect((await marks()).at(-1)).toBeNull();
  });

  it('pages, and takes no foreign cursor', async () => {
    for (const category of ['MEDS', 'ALLERGY', 'FINANCE'])
      await door.say('margaret', { instruction: 'refuse', categories: [category] });
    const seen: unknown[] = [];
    let after = '';
    for (let pages = 0; pages < 4; pages += 1) {
      const { body } = await place.send('GET', `/v1/residents/me/directives?limit=2${after && `&after=${after}`}`, {
        as: 'margaret',
      });
      seen.push(...(body['items'] as { id: string }[]).map((item) => item.id));
      if (body['next'] === null) break;
      after = body['next'] as string;
    }
    expect(new Set(seen).size).toBe(3);
    expect((await place.send('GET', '/v1/residents/me/directives?after=xyz', { as: 'margaret' })).status).toBe(400);
  });

  it('reads as expired what has passed its end, a consent or a no', async () => {
    await door.say('margaret', D2);
    const soon = new Date(Date.now() + 100 * DAY).toISOString();
    await door.say('margaret', { ...REFUSE_HARBOUR, channel: undefined, sources: ['NM-GP'], expiresAt: soon });
    await place.admin.query(`UPDATE fence.clock SET offset_by = '200 days'`);
    const items = await door.list('margaret');
    await place.admin.query(`UPDATE fence.clock SET offset_by = '0'`);
    expect(items.map(({ status }) => status)).toEqual(['ConsentExpired', 'ConsentExpired']);
  });

  it.each([
    ['varga', 'me'],
    ['margaret', 'x'],
    ['brandt', '9990000018'],
  ])('%s finds nobody as %s', async (as, id) => {
    const answer = await place.send('GET', `/v1/residents/${id}/directives`, { as });
    expect(answer.body).toMatchObject({ status: 404 });
    expect(JSON.stringify(answer.body)).not.toContain('9990000018');
  });

  it('an agency cannot use another’s pseudonym', async () => {
    expect((await place.send('GET', `/v1/residents/${margaret.asc}/directives`, { as: 'varga' })).status).toBe(404);
    expect((await place.send('GET', `/v1/residents/${margaret.id}/directives`, { as: 'varga' })).status).toBe(404);
  });
});

describe('a withdrawal that says of whom', () => {
  const about = (id: unknown, resident: string): Promise<Answer> =>
    place.send('POST', `/v1/directives/${String(id)}/withdraw?resident=${resident}`, { as: 'brandt' });
  const anybodyElse = async (): Promise<string> => {
    const body = { ...MARGARET, localId: 'ASC-2', nhsNumber: '9990000026', familyName: 'Okoro', givenName: 'Ada' };
    return String((await place.send('POST', '/v1/residents', { as: 'nm-asc', body })).body['id']);
  };

  it('is found for them alone: an id that slipped in from somebody else’s page stops nothing', async () => {
    const other = await anybodyElse();
    const { id } = (await door.say('margaret', D2)).body;
    for (const resident of [other, margaret.harbour, 'nobody']) expect((await about(id, resident)).status).toBe(404);
    expect(await door.list('margaret')).toMatchObject([{ id, status: 'ConsentGiven' }]);
    expect(await about(id, margaret.asc)).toMatchObject({ status: 200, body: { id, status: 'ConsentWithdrawn' } });
  });

  it('would stop it where nobody compares (seeded fault)', async () => {
    const { app } = place.running;
    const [work, store, record] = [app.get(UnitOfWork), app.get(DirectiveStore), app.get(RecordDirective)];
    const find = new FindsWhoever(store, app.get(ResolveResident), app.get(ShownDirectives));
    const brandt = { id: place.people['brandt']!, kind: 'practitioner', agency: 'NM-ASC', roles: [] } as const;
    const { id } = (await door.say('margaret', D2)).body;
    const careless = new WithdrawConsent(work, store, find, record);
    await careless.withdraw(brandt as never, String(id), undefined, await anybodyElse());
    expect(await door.list('margaret')).toMatchObject([{ id, status: 'ConsentWithdrawn' }]);
  });
});

describe('taking a no back', () => {
  const REFUSE_D2 = { instruction: 'refuse', agreement: 'D2' };
  const lift = (id: unknown, version = 1, as = 'margaret'): Promise<Answer> =>
    place.send('POST', `/v1/directives/${String(id)}/lift`, { as, headers: { 'if-match': `"${version}"` } });

  it('is of a no alone, in the version that was seen, and once', async () => {
    const yes = (await door.say('margaret', D2)).body['id'];
    expect((await lift(yes)).body['code']).toBe('not-a-stop');
    const no = (await door.say('margaret', REFUSE_D2)).body['id'];
    expect((await lift(no, 2)).body['code']).toBe('version-conflict');
    expect(await door.list('margaret')).toMatchObject([{ id: no, status: 'ConsentRefused' }]);
    expect((await lift(no)).status).toBe(200);
    expect((await lift(no)).body['code']).toBe('directive-replaced');
    expect(await door.list('margaret')).toEqual([]);
  });

  it('is its resident’s alone, and of nobody else’s no', async () => {
    const { id } = (await door.say('brandt', REFUSE_HARBOUR)).body;
    for (const as of ['brandt', 'marsh', 'nm-asc']) expect((await lift(id, 1, as)).status).toBe(403);
    expect((await lift(margaret.id)).status).toBe(404);
    expect(await door.list('margaret')).toMatchObject([{ id }]);
  });

  it('revives no yes that it ended', async () => {
    await door.say('margaret', D2);
    const { id } = (await door.say('margaret', REFUSE_D2)).body;
    await lift(id);
    expect(await door.list('margaret')).toEqual([]);
    expect((await door.say('margaret', D2)).status).toBe(201);
  });
});

describe('what an agreement says of safeguarding', () => {
  it('is told to no resident, also where what was said names nothing else of it', async () => {
    await place.admin.query(`UPDATE policy.agreement SET mode = 'SAFEGUARDING' WHERE id = 'D1'`);
    await door.say('margaret', { instruction: 'refuse', agreement: 'D1' });
    const [told, hidden] = [await door.list('margaret'), await marks()];
    await place.admin.query(`UPDATE policy.agreement SET mode = 'DIRECT_CARE' WHERE id = 'D1'`);
    expect([told, hidden]).toEqual([[], ['true']]);
  });
});

describe('half done', () => {
  it('never: when the entry cannot be written, nothing is', async () => {
    const { id } = (await door.say('margaret', D2)).body;
    await place.admin.query('REVOKE EXECUTE ON FUNCTION audit.append_v1(jsonb) FROM consent_app');
    const failed = await door.withdraw('margaret', id);
    await place.admin.query('GRANT EXECUTE ON FUNCTION audit.append_v1(jsonb) TO consent_app');
    expect(failed.body).toMatchObject({ status: 500, title: 'Something went wrong here' });
    expect(await door.list('margaret')).toMatchObject([{ id, status: 'ConsentGiven', version: 1 }]);
    expect(await door.events()).toHaveLength(1);
  });

  it('a keyed repeat after a crash finds what was written', async () => {
    const send = (): Promise<Answer> =>
      place.send('POST', '/v1/residents/me/directives', {
        as: 'margaret',
        body: D2,
        headers: { 'idempotency-key': `give-${margaret.id}` },
      });
    const first = await send();
    await place.admin.query('TRUNCATE consent.idempotency');
    const again = await send();
    expect(again).toMatchObject({ status: 201, body: { id: first.body['id'], version: 1 } });
    expect(await door.events()).toHaveLength(1);
  });
});

describe('bad input', () => {
  it.each<[object, string]>([
    [{ instruction: 'allow' }, 'instruction isIn'],
    [{ ...REFUSE_HARBOUR, categories: ['SECRETS'] }, 'categories isIn'],
    [{ ...REFUSE_HARBOUR, categories: [] }, 'categories arrayMinSize'],
    [{ ...REFUSE_HARBOUR, categories: ['MEDS', 'MEDS'] }, 'categories arrayUnique'],
    [{ ...REFUSE_HARBOUR, categories: 'MEDS' }, 'categories isArray'],
    [{ ...REFUSE_HARBOUR, recipients: ['harbour; DROP'] }, 'recipients matches'],
    [{ ...REFUSE_HARBOUR, expiresAt: 'tomorrow' }, 'expiresAt isDate'],
    [{ ...REFUSE_HARBOUR, expiresAt: '2030-13-45T00:00:00Z' }, 'expiresAt isDate'],
    [{ ...REFUSE_HARBOUR, expiresAt: '2030-02-30T00:00:00Z' }, 'expiresAt isDate'],
    [{ ...D2, expiresAt: '2031-02-29T23:59:59+01:00' }, 'expiresAt isDate'],
    [{ ...REFUSE_HARBOUR, channel: 'telepathy' }, 'channel isIn'],
    [{ ...REFUSE_HARBOUR, status: 'ConsentGiven' }, 'status unknownField'],
  ])('%j is named', async (body, fault) => {
    const answer = await door.say('margaret', body);
    expect(answer.status).toBe(400);
    expect((answer.body['errors'] as { field: string; rule: string }[]).map((e) => `${e.field} ${e.rule}`)).toContain(
      fault,
    );
  });
});

describe('an end in the past', () => {
  const PAST = '2020-01-01T00:00:00Z';

  it.each([
    ['of a refusal', 'brandt', { ...REFUSE_HARBOUR, expiresAt: PAST }],
    ['of an objection', 'margaret', { ...REFUSE_HARBOUR, instruction: 'object', expiresAt: PAST }],
    ['of a consent', 'margaret', { ...D2, expiresAt: PAST }],
  ])('%s is refused, and nothing is recorded', async (_what, as, body) => {
    const answer = await door.say(as, body);
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid-end']);
    expect(await door.list('margaret')).toEqual([]);
  });

  it.each([D2, REFUSE_HARBOUR])('is not made of what stands: %j', async (body) => {
    const { id } = (await door.say('margaret', body)).body;
    const answer = await door.amend('margaret', id, 1, { expiresAt: new Date(Date.now() - 60_000).toISOString() });
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid-end']);
  });
});
