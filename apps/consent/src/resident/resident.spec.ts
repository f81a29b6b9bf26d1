import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { yearsAfter } from '#libs/calendar';
import { openContent } from '#libs/sealing';
import {
  type Answer,
  type ConsentPlace,
  MARGARET,
  newcomer,
  openConsentPlace,
  settleMargaret,
} from '../testing/consent-place.js';

let place: ConsentPlace;
let margaret: Awaited<ReturnType<typeof settleMargaret>>;
const { nhsNumber: _number, ...known } = MARGARET;

beforeAll(async () => {
  place = await openConsentPlace();
  margaret = await settleMargaret(place);
});
afterAll(() => place.stop());

const post = (path: string, as: string, body: unknown): Promise<Answer> =>
  place.send('POST', `/v1/residents${path}`, { as, body });
const count = async (sql: string): Promise<number> =>
  (await place.admin.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`)).rows[0]!.n;

describe('bringing a person in', () => {
  it('gives each agency a pseudonym of its own, and an officer the internal id', async () => {
    expect(margaret.asc).toMatch(/^[a-z2-7]{26}$/);
    expect(margaret.harbour).toMatch(/^[a-z2-7]{26}$/);
    expect(margaret.asc).not.toBe(margaret.harbour);
    const again = await post('', 'marsh', MARGARET);
    expect([again.status, again.body]).toEqual([201, { id: margaret.id }]);
  });

  it.each([
    [15.9, true],
    [17.9, true],
    [18.1, false],
    [82, false],
  ])('of somebody of %d keeps the two birthdays: %s', async (age, minor) => {
    const birthDate = new Date(Date.now() - age * 365.25 * 86_400_000).toISOString().slice(0, 10);
    const person = newcomer({ familyName: `Young${minor}`, birthDate, localId: `Y-${age}` });
    const { body } = await post('', 'nm-gp', person);
    const { rows } = await place.admin.query<{ sixteen: number | null; eighteen: number | null }>(
      `SELECT to_char(r.sixteen_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD HH24:MI') AS sixteen,
              to_char(r.eighteen_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD HH24:MI') AS eighteen
         FROM consent.resident r JOIN consent.link l ON l.resident_id = r.id WHERE l.pseudonym = $1`,
      [body['id']],
    );
    const at = (years: number): string | null => (minor ? `${yearsAfter(birthDate, years)} 00:00` : null);
    expect(rows).toEqual([{ sixteen: at(16), eighteen: at(18) }]);
  });

  it('reaches an age born on 29 February with the first of March', () => {
    expect([yearsAfter('2008-02-29', 16), yearsAfter('2008-02-29', 18)]).toEqual(['2024-02-29', '2026-03-01']);
    expect(yearsAfter('2009-12-31', 18)).toBe('2027-12-31');
  });

  it('keeps nothing in clear', async () => {
    const { rows } = await place.admin.query<{ all: string }>(
      `SELECT string_agg(t::text, '') AS all FROM (SELECT r::text AS t FROM consent.resident r UNION ALL SELECT l::text FROM consent.link l
         UNION ALL SELECT s::text FROM audit.staging s UNION ALL SELECT o::text FROM messaging.outbox o) x`,
    );
    for (const text of ['Hale', 'Margaret', '9990000018', 'NM1', '100012345678', 'ASC-1']) {
      expect(rows[0]!.all).not.toContain(text);
      expect(rows[0]!.all).not.toContain(Buffer.from(text).toString('hex'));
    }
  });

  it('seals identity and local id with the resident’s own key, where the relay finds them', async () => {
    const { rows } = await place.admin.query<{ sealed: Buffer; key: Buffer; link: string; local: Buffer }>(
      `SELECT r.sealed_identity AS sealed, k.wrapped_key AS key, l.id AS link, l.sealed_local_id AS local
         FROM consent.resident r JOIN consent.resident_key k ON k.resident_id = r.id
         JOIN consent.link l ON l.resident_id = r.id AND l.agency = 'HARBOUR'`,
    );
    const { sealed, key, link, local } = rows[0]!;
    const dataKey = place.ring.unwrapKey(key, { level: 'resident', id: margaret.id });
    expect(openContent(sealed, dataKey, `identity/${margaret.id}`)).toEqual(MARGARET);
    expect(openContent(local, dataKey, `link/${link}`)).toBe('H-1');
  });

  it('links somebody who is here already instead of doubling them, and answers alike', async () => {
    const before = await count('consent.resident');
    const answer = await post('', 'nm-gp', { ...MARGARET, familyName: 'HALE', localId: 'GP-1' });
    expect([answer.status, Object.keys(answer.body)]).toEqual([201, ['id']]);
    expect(await count('consent.resident')).toBe(before);
  });

  it('makes one resident of two imports at once', async () => {
    const person = newcomer({ familyName: 'Reid', nhsNumber: '9990000042' });
    const answers = await Promise.all([
      post('', 'nm-asc', { ...person, localId: 'ASC-7' }),
      post('', 'nm-gp', { ...person, localId: 'GP-7' }),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([201, 201]);
    expect(await count(`consent.resident WHERE nhs_number_index IS NOT NULL`)).toBe(2);
  });

  it('by a system needs that system’s own number for them, and a birth that can be', async () => {
    const { localId: _none, ...person } = { ...MARGARET, localId: 'x' };
    expect((await post('', 'nm-asc', person)).body['code']).toBe('invalid-import');
    const unborn = { ...MARGARET, localId: 'ASC-9', birthDate: '2199-01-01' };
    expect(await post('', 'nm-asc', unborn)).toMatchObject({ status: 400, body: { errors: [{ field: 'birthDate' }] } });
  });

  it('is answered once under one Idempotency-Key, and makes one entry and one event', async () => {
    const body = newcomer({ familyName: 'Demir', localId: 'ASC-8' });
    const send = (): Promise<Answer> =>
      place.send('POST', '/v1/residents', { as: 'nm-asc', body, headers: { 'idempotency-key': 'import-yusuf' } });
    const first = await send();
    const before = [await count('audit.staging'), await count('messaging.outbox')];
    expect(await send()).toMatchObject({ status: 201, body: first.body });
    expect([await count('audit.staging'), await count('messaging.outbox')]).toEqual(before);
  });
});

describe('linking', () => {
  it.each<[string, Record<string, unknown>]>([
    ['nobody fits', { ...known, familyName: 'Nobody', birthDate: '1950-01-01' }],
    ['another date of birth', { ...known, birthDate: '1944-03-03' }],
    ['another address', { ...known, postcode: 'NM9 9ZZ', uprn: undefined }],
    ['no given name', { ...known, givenName: undefined }],
  ])('answers alike when %s, with a pseudonym of the agency’s own', async (_why, body) => {
    const answer = await post('/link', 'beacon', { ...body, localId: randomUUID() });
    expect([answer.status, answer.body]).toEqual([200, { resident: { id: expect.stringMatching(/^[a-z2-7]{26}$/) } }]);
  });

  it('under another number means whom the agency knows, and finds them by both', async () => {
    const answer = await post('/link', 'harbour', { ...known, localId: 'H-2' });
    expect(answer.body).toEqual({ resident: { id: margaret.harbour } });
    for (const localId of ['H-1', 'H-2']) {
      const { familyName, birthDate } = known;
      const found = await post('/lookup', 'varga', { familyName, birthDate, localId });
      expect(found.body).toEqual({ resident: { id: margaret.harbour } });
    }
  });

  it('by postcode or UPRN is enough beside both names, and again is the same pseudonym', async () => {
    const { uprn: _uprn, ...byPostcode } = known;
    const again = await post('/link', 'harbour', { ...byPostcode, postcode: 'nm12ab', localId: 'H-1' });
    expect(again.body).toEqual({ resident: { id: margaret.harbour } });
  });

  it('does not take an NHS number from a landlord (s.251A), whoever it is', async () => {
    for (const nhsNumber of ['9990000018', '9990000212']) {
      const answer = await post('/link', 'harbour', { ...known, nhsNumber, localId: 'H-1' });
      expect([answer.status, answer.body['code']]).toEqual([403, 'nhs-number-not-permitted']);
    }
  });

  it('tells the relay of a new link once, and names nobody’s pseudonym or agency on the broker', async () => {
    const { rows } = await place.admin.query<{ data: object }>(
      `SELECT data FROM messaging.outbox WHERE event_type = 'link.created.v1' AND data ->> 'residentId' = $1`,
      [margaret.id],
    );
    // One for each agency that knows her.
    const links = await place.admin.query('SELECT 1 FROM consent.link WHERE resident_id = $1', [margaret.id]);
    expect(rows.map(({ data }) => data)).toEqual(
      links.rows.map(() => ({ residentId: margaret.id, mayOpen: true, mayEnd: false })),
    );
    const all = await place.admin.query<{ told: string }>(
      `SELECT o.data::text || o.stream || o.message_key AS told FROM messaging.outbox o`,
    );
    for (const { told } of all.rows) expect(told).not.toMatch(/(?<![a-z2-7-])[a-z2-7]{26}(?![a-z2-7-])|HARBOUR|NM-/);
  });
});

describe('another number of the agency’s own', () => {
  const change = (id: string, localId: string, as = 'harbour'): Promise<Answer> =>
    place.send('PUT', `/v1/residents/${id}/local-id`, { as, body: { localId } });
  const found = async (localId: string): Promise<unknown> => {
    const { familyName, birthDate } = known;
    return (await post('/lookup', 'varga', { familyName, birthDate, localId })).body['resident'];
  };

  it('finds them from now on, as the one of before still does, and is one entry', async () => {
    const before = await count(`audit.staging WHERE facets ->> 'action' = 'change-local-id'`);
    expect((await change(margaret.harbour, 'H-NEW')).status).toBe(204);
    expect([await found('H-NEW'), await found('H-1')]).toEqual([{ id: margaret.harbour }, { id: margaret.harbour }]);
    expect(await count(`audit.staging WHERE facets ->> 'action' = 'change-local-id'`)).toBe(before + 1);
  });

  it('is no one’s who has it already, and changes nothing then', async () => {
    const other = newcomer({ familyName: 'Osei' });
    const { resident } = (await post('/link', 'harbour', { ...other, localId: 'H-OTHER' })).body as {
      resident: { id: string };
    };
    expect((await change(resident.id, 'H-NEW')).body['code']).toBe('local-id-taken');
    expect(await found('H-NEW')).toEqual({ id: margaret.harbour });
  });

  it('is of a person whom this agency knows by this name', async () => {
    for (const id of [margaret.asc, margaret.id, 'a'.repeat(26)]) expect((await change(id, 'H-9')).status).toBe(404);
  });
});

describe('looking up', () => {
  it('finds whom the agency has linked, by exact details', async () => {
    expect((await post('/lookup', 'brandt', MARGARET_LOOKUP)).body).toEqual({ resident: { id: margaret.asc } });
    expect((await post('/lookup', 'marsh', MARGARET_LOOKUP)).body).toEqual({ resident: { id: margaret.id } });
  });

  it('answers unknown and unseen alike, and leaves the same entry', async () => {
    const ellie = newcomer({ familyName: 'Dunn', birthDate: '2009-01-01', postcode: 'NM1 5AA' });
    await post('', 'nm-gp', { ...ellie, localId: 'GP-9' });
    const ask = async (familyName: string): Promise<unknown[]> => {
      const answer = await post('/lookup', 'varga', {
        familyName,
        birthDate: ellie.birthDate,
        postcode: ellie.postcode,
      });
      const { rows } = await place.admin.query<{ kind: string; facets: unknown; holder: string; size: number }>(
        `SELECT kind, facets, holder_level || '/' || holder_id AS holder, length(sealed) AS size
           FROM audit.staging JOIN audit.detail ON entry_id = id ORDER BY at DESC LIMIT 1`,
      );
      return [answer.status, answer.body, rows[0]];
    };
    expect(await ask('Dunn')).toEqual(await ask('Nobody'));
  });

  it('makes one entry each, also for nothing', async () => {
    const before = await count(`audit.staging WHERE kind = 'search'`);
    await post('/lookup', 'brandt', MARGARET_LOOKUP);
    await post('/lookup', 'brandt', { ...MARGARET_LOOKUP, familyName: 'Nobody' });
    expect(await count(`audit.staging WHERE kind = 'search'`)).toBe(before + 2);
  });

  it('takes about as long for unknown as for unseen', async () => {
    const ask = async (familyName: string): Promise<number> => {
      const started = performance.now();
      await post('/lookup', 'varga', { familyName, birthDate: '2009-01-01', postcode: 'NM1 5AA' });
      return performance.now() - started;
    };
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < 40; round += 1) {
      times[0].push(await ask('Dunn'));
      times[1].push(await ask('Nobody'));
    }
    const [unseen, unknown] = times.map((list) => list.sort((a, b) => a - b)[20]!) as [number, number];
    expect(Math.max(unseen, unknown) / Math.min(unseen, unknown)).toBeLessThan(2);
  });

  it('needs more than a name and a date', async () => {
    const answer = await post('/lookup', 'brandt', { familyName: 'Hale', birthDate: '1944-03-02' });
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid-search']);
  });
});

describe('who may', () => {
  it.each([
    ['/lookup', 'margaret'],
    ['', 'brandt'],
    ['', 'margaret'],
    ['/link', 'marsh'],
    ['/lookup', undefined],
  ])('POST residents%s as %s is refused', async (path, as) => {
    const answer = await place.send('POST', `/v1/residents${path}`, {
      ...(as ? { as } : {}),
      body: { ...known, localId: 'x' },
    });
    expect([401, 403]).toContain(answer.status);
  });
});

const MARGARET_LOOKUP = (({ givenName: _unused, ...rest }) => rest)(MARGARET);

describe('bad input', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['an NHS number whose check digit fails', { nhsNumber: '9876543219' }, 'nhsNumber nhsNumber'],
    ['a date that does not exist', { birthDate: '2001-02-30' }, 'birthDate birthDate'],
    ['a postcode of no such form', { postcode: 'HARBOUR' }, 'postcode matches'],
    ['a UPRN too long', { uprn: '1234567890123' }, 'uprn uprn'],
    ['a name that is code', { familyName: '<script>' }, 'familyName matches'],
    ['an unknown field', { name: 'x' }, 'name unknownField'],
  ])('%s is named, not repeated', async (_what, change, fault) => {
    const answer = await post('/lookup', 'brandt', { ...MARGARET_LOOKUP, ...change });
    expect(answer.status).toBe(400);
    expect((answer.body['errors'] as { field: string; rule: string }[]).map((e) => `${e.field} ${e.rule}`)).toContain(
      fault,
    );
    const sent = Object.values(change)[0] as string;
    if (sent.length > 3) expect(JSON.stringify(answer.body)).not.toContain(sent);
  });

  it('never reaches a log line', () => {
    for (const text of ['Hale', '9990000018', '9876543219', 'NM1 2AB'])
      expect(place.lines.join('\n')).not.toContain(text);
  });
});
