import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openContent } from '#libs/sealing';
import { type ConsentPlace, openConsentPlace } from '../testing/consent-place.js';
import { IdentityDoors, type Named } from '../testing/identity-checks.js';
import { type BringInFault, withFault } from '../testing/identity-faults.js';

let place: ConsentPlace;
let doors: IdentityDoors;
beforeAll(async () => {
  place = await openConsentPlace();
  doors = new IdentityDoors(place);
});
afterAll(() => place.stop());

const unnumbered = ({ nhsNumber: _, ...person }: Named): Omit<Named, 'nhsNumber'> => person;

/** Anna is known to social care; her twin Maria comes from the surgery, without a number. */
async function twins(flag: object = {}) {
  const anna = doors.someone();
  const atAsc = await doors.bring('nm-asc', anna);
  const atGp = await doors.bring('nm-gp', { ...unnumbered(anna), givenName: 'Maria', ...flag });
  const [known, provisional] = [await doors.residentAt('NM-ASC', atAsc), await doors.residentAt('NM-GP', atGp)];
  return { anna, atAsc, atGp, known, provisional };
}

async function facts(residentId: string, source: string, recipient: string): Promise<Record<string, unknown>> {
  const sql = `SELECT consent.resident_facts_v3($1, $2, $3, 'MEDS', 'COC') AS facts`;
  return (await place.admin.query<{ facts: Record<string, unknown> }>(sql, [residentId, source, recipient])).rows[0]!
    .facts;
}
const refuse = (as: string, pseudonym: string): Promise<unknown> =>
  doors.post(as, `/v1/residents/${pseudonym}/directives`, {
    instruction: 'refuse',
    recipients: ['HARBOUR'],
    channel: 'phone',
  });
async function directives(residentId: string): Promise<string[]> {
  const sql = 'SELECT status FROM consent.directive WHERE resident_id = $1 AND superseded_at IS NULL ORDER BY 1';
  return (await place.admin.query<{ status: string }>(sql, [residentId])).rows.map(({ status }) => status);
}
const shielded = async (residentId: string): Promise<boolean> =>
  (await place.admin.query('SELECT 1 FROM consent.shield WHERE resident_id = $1 AND ends_at IS NULL', [residentId]))
    .rowCount === 1;

describe('a twin of somebody known', () => {
  it('is a person of their own, under the one agency’s pseudonym alone', async () => {
    const { known, provisional, atAsc, atGp } = await twins();
    expect(provisional).not.toBe(known);
    expect([await doors.provisionalFor(known), await doors.provisionalFor(provisional)]).toEqual([null, 'NM-GP']);
    expect((await facts(provisional, 'NM-GP', 'NM-ASC'))['resident']).toBeNull();
    expect((await facts(provisional, 'NM-ASC', 'NM-GP'))['resident']).not.toBeNull();
    expect((await facts(known, 'NM-GP', 'NM-ASC'))['resident']).not.toBeNull();
    // Only who holds the other side is asked, and sees that side alone.
    expect(await doors.asked('osei', atAsc)).toHaveLength(1);
    expect(await doors.asked('iqbal', atGp)).toEqual([]);
    const { body } = await place.send('GET', '/v1/identity-checks', { as: 'osei' });
    expect(JSON.stringify(body)).not.toContain(atGp);
    expect(JSON.stringify(body)).not.toContain(provisional);
    expect(Object.keys((body['items'] as object[])[0]!).sort()).toEqual(['asks', 'id', 'openedAt', 'resident']);
  });

  it('who is another stands alone from then on, and is told to the relay', async () => {
    const { atAsc, atGp, provisional } = await twins();
    const [id] = await doors.asked('osei', atAsc);
    const before = await announced(provisional);
    expect((await doors.answer('osei', id!, 'cannot-tell')).status).toBe(204);
    expect(await doors.provisionalFor(provisional)).toBe('NM-GP');
    expect((await doors.answer('osei', id!, 'different')).status).toBe(204);
    expect(await doors.provisionalFor(provisional)).toBeNull();
    expect((await facts(provisional, 'NM-GP', 'NM-ASC'))['resident']).not.toBeNull();
    expect(await doors.residentAt('NM-GP', atGp)).toBe(provisional);
    expect(await announced(provisional)).toEqual([...before, 'link.created.v1']);
    expect((await doors.answer('osei', id!, 'same')).status).toBe(404);
  });

  it('who is the same is joined: the pseudonym, the number and every refusal, and no consent', async () => {
    const { anna, atAsc, atGp, known, provisional } = await twins({ locationShield: true });
    await refuse('iqbal', atGp);
    await place.admin.query(
      `INSERT INTO consent.directive (id, version, resident_id, status, starts_at, channel, recorded_by)
       VALUES (gen_random_uuid(), 1, $1, 'ConsentGiven', now(), 'online', 'spec')`,
      [provisional],
    );
    const [id] = await doors.asked('marsh', known);
    expect((await doors.answer('marsh', id!, 'same')).status).toBe(204);
    // One alone joins nobody, however often they say it.
    expect((await doors.answer('marsh', id!, 'same')).status).toBe(404);
    expect([await doors.residentAt('NM-GP', atGp), await doors.asked('marsh', known)]).toEqual([provisional, []]);
    expect(await doors.asked('osei', atAsc)).toEqual([id]);
    expect([(await doors.answer('osei', id!, 'same')).status, faults()]).toEqual([204, []]);
    expect(await doors.residentAt('NM-GP', atGp)).toBe(known);
    expect(await doors.residentAt('NM-ASC', atAsc)).toBe(known);
    expect([await directives(known), await shielded(known)]).toEqual([['ConsentRefused'], true]);
    expect((await facts(provisional, 'NM-ASC', 'NM-GP'))['resident']).toBeNull();
    const { rows } = await place.admin.query<{ sealed: Buffer; key: Buffer; id: string }>(
      `SELECT l.id, l.sealed_local_id AS sealed, k.wrapped_key AS key FROM consent.link l
         JOIN consent.resident_key k ON k.resident_id = l.resident_id WHERE l.agency = 'NM-GP' AND l.pseudonym = $1`,
      [atGp],
    );
    const dataKey = place.ring.unwrapKey(rows[0]!.key, { level: 'resident', id: known });
    expect(openContent(rows[0]!.sealed, dataKey, `link/${rows[0]!.id}`)).toEqual(expect.any(String));
    expect(await announced(provisional)).toContain('resident.joined.v1');
    // The agency's own words still find them, and what it sends again is about them.
    const lookup = { ...unnumbered(anna), givenName: 'Maria' };
    expect((await doors.post('iqbal', '/v1/residents/lookup', lookup)).body).toEqual({ resident: { id: atGp } });
  });

  it('is nobody’s to answer who made them, and no agency’s while another holds the certain side', async () => {
    const { anna, atAsc, known } = await twins();
    const own = await doors.bring('nm-gp', anna);
    expect(await doors.residentAt('NM-GP', own)).toBe(known);
    expect(await doors.asked('iqbal', own)).toEqual([]);
    const [id] = await doors.asked('osei', atAsc);
    expect((await doors.answer('iqbal', id!, 'different')).status).toBe(404);
    await place.admin.query(
      'UPDATE consent.identity_check SET opened_by = (SELECT p.id::text FROM policy.principal p WHERE p.subject = $1)',
      ['osei'],
    );
    expect(await doors.asked('osei', atAsc)).toEqual([]);
    expect(await doors.asked('brandt', atAsc)).toEqual([id]);
  });

  it('one who differs counts at once, also after one who agreed', async () => {
    const { atAsc, provisional } = await twins();
    const [id] = await doors.asked('osei', atAsc);
    await doors.answer('osei', id!, 'same');
    expect((await doors.answer('brandt', id!, 'different')).status).toBe(204);
    expect(await doors.provisionalFor(provisional)).toBeNull();
  });

  it.each(['receptionist', 'analyst'])('is not asked of a %s', async (role) => {
    const { atAsc } = await twins();
    const [id] = await doors.asked('osei', atAsc);
    const as = async (roles: readonly string[]): Promise<unknown> =>
      place.admin.query('UPDATE policy.principal SET roles = $1 WHERE subject = $2', [roles, 'brandt']);
    await as([role]);
    expect([await doors.asked('brandt', atAsc), (await doors.answer('brandt', id!, 'different')).status]).toEqual([
      [],
      404,
    ]);
    await as(['ot']);
    expect(await doors.asked('brandt', atAsc)).toEqual([id]);
  });

  it('is not anybody else’s to answer for', async () => {
    const { atAsc } = await twins();
    const [id] = await doors.asked('osei', atAsc);
    for (const as of ['iqbal', 'varga', 'harbour-ig']) expect((await doors.answer(as, id!, 'same')).status).toBe(404);
    expect((await doors.answer('osei', randomUUID(), 'same')).status).toBe(404);
    expect((await doors.answer('nm-asc', id!, 'same')).status).toBe(403);
    expect((await doors.answer('osei', id!, 'perhaps')).status).toBe(400);
  });

  it('twice in one agency’s own books answers under the pseudonym of both', async () => {
    const anna = doors.someone();
    const first = await doors.bring('nm-gp', anna);
    const second = await doors.bring('nm-gp', { ...unnumbered(anna), givenName: 'Annie' });
    const known = await doors.residentAt('NM-GP', first);
    const [id] = await doors.asked('iqbal', first);
    await doors.answer('iqbal', id!, 'same');
    await doors.answer('gp-ig', id!, 'same');
    expect(await doors.residentAt('NM-GP', first)).toBe(known);
    expect(await doors.residentAt('NM-GP', second)).toBe(known);
  });
});

describe('a fault in answering', () => {
  const ALONE = `
    CREATE FUNCTION consent.fault_alone() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN NEW.confirmed_by := 'nobody'; RETURN NEW; END $$;
    CREATE TRIGGER fault_alone BEFORE INSERT ON consent.identity_answer FOR EACH ROW EXECUTE FUNCTION consent.fault_alone()`;

  it('is seen: one alone counts as two', async () => {
    const joinedByOne = async (): Promise<boolean> => {
      const { atAsc, atGp, known } = await twins();
      const [id] = await doors.asked('osei', atAsc);
      await doors.answer('osei', id!, 'same');
      return (await doors.residentAt('NM-GP', atGp)) === known;
    };
    expect(await joinedByOne()).toBe(false);
    await place.admin.query(ALONE);
    expect(await joinedByOne()).toBe(true);
    await place.admin.query('DROP FUNCTION consent.fault_alone CASCADE');
  });
});

describe('details that come later', () => {
  it('are kept: a third agency with the number finds the one person, and the refusal', async () => {
    const anna = doors.someone();
    const localId = randomUUID();
    const atAsc = await doors.bring('nm-asc', unnumbered(anna), localId);
    await refuse('osei', atAsc);
    expect(await doors.bring('nm-asc', anna, localId)).toBe(atAsc);
    const elsewhere = { ...anna, familyName: 'Newname', postcode: 'NM8 1AA' };
    const known = await doors.residentAt('NM-ASC', atAsc);
    expect(await doors.residentAt('NM-GP', await doors.bring('nm-gp', elsewhere))).toBe(known);
    // What the third agency said is known of her from now on: a fourth without the number finds her by it.
    const fourth = await doors.bring('harbour', unnumbered(elsewhere));
    expect(await doors.residentAt('HARBOUR', fourth)).toBe(known);
    expect(await directives(known)).toEqual(['ConsentRefused']);
  });

  it('a flag counts at once, on the certain and on the uncertain alike', async () => {
    const { provisional } = await twins({ locationShield: true });
    expect(await shielded(provisional)).toBe(true);
  });

  it('that contradict whom the agency’s own number stands for make nobody of them', async () => {
    const anna = doors.someone();
    const localId = randomUUID();
    const first = await doors.bring('nm-asc', anna, localId);
    const other = { ...doors.someone(), postcode: 'NM2 2BB' };
    const second = await doors.bring('nm-asc', other, localId);
    expect(second).not.toBe(first);
    expect(await doors.bring('nm-asc', other, localId)).toBe(second);
    expect(await doors.bring('nm-asc', anna, localId)).toBe(first);
    expect(await doors.provisionalFor(await doors.residentAt('NM-ASC', second))).toBe('NM-ASC');
    expect(await doors.asked('osei', first)).toHaveLength(1);
  });
});

/** Lionel is known to the surgery; the council brings him in as Lyonel, is told a refusal, and then sends what is right. */
async function corrected(right: (lionel: Named) => object, wrong = 'Lyonel') {
  const lionel = { ...doors.someone(), givenName: 'Lionel' };
  const known = await doors.residentAt('NM-GP', await doors.bring('nm-gp', lionel));
  const localId = randomUUID();
  const atAsc = await doors.bring('nm-asc', { ...unnumbered(lionel), givenName: wrong }, localId);
  const before = await doors.residentAt('NM-ASC', atAsc);
  await refuse('osei', atAsc);
  const after = await doors.bring('nm-asc', { ...lionel, ...right(lionel) }, localId);
  return { known, before, atAsc, after, now: await doors.residentAt('NM-ASC', after) };
}

describe('a misspelling that its agency corrects', () => {
  it('by number, name and birth is that person at once, with the refusal and the flag', async () => {
    const { known, before, atAsc, after, now } = await corrected(() => ({ locationShield: true }));
    expect([before === known, after === atAsc, now === known]).toEqual([false, true, true]);
    expect([await directives(known), await shielded(known)]).toEqual([['ConsentRefused'], true]);
    expect(await announced(before)).toContain('resident.joined.v1');
    expect(await doors.asked('marsh', known)).toEqual([]);
    expect(faults()).toEqual([]);
  });

  it.each([
    ['without the number', () => ({ nhsNumber: undefined }), 'Lyonel'],
    ['with a twin’s name beside the number', () => ({ givenName: 'Leonora' }), 'Lyonel'],
    ['of names that are not near: twins who were mixed up', () => ({}), 'Maria'],
  ])('%s stays a question', async (_why, right, wrong) => {
    const { known, now } = await corrected(right, wrong);
    expect(now).not.toBe(known);
    expect(await directives(known)).toEqual([]);
  });
});

describe('a fault in bringing in', () => {
  const SEEN: Readonly<Record<BringInFault, () => Promise<boolean>>> = {
    'a contradiction is answered otherwise': () =>
      twins().then(
        () => true,
        () => false,
      ),
    'the flag is lost with an uncertain import': async () =>
      shielded((await twins({ locationShield: true })).provisional),
    'a refusal stays behind when somebody is joined': async () =>
      (await directives((await corrected(() => ({}))).known)).includes('ConsentRefused'),
    'a number that comes later is not kept': async () => {
      const anna = doors.someone();
      const localId = randomUUID();
      const atAsc = await doors.bring('nm-asc', unnumbered(anna), localId);
      await doors.bring('nm-asc', anna, localId);
      const moved = { ...anna, familyName: 'Newname', postcode: 'NM8 1AA' };
      const found = await doors.bring('nm-gp', moved).catch(() => null);
      return found !== null && (await doors.residentAt('NM-GP', found)) === (await doors.residentAt('NM-ASC', atAsc));
    },
  };

  it.each(Object.keys(SEEN) as BringInFault[])('is seen: %s', async (fault) => {
    expect(await SEEN[fault]()).toBe(true);
    expect(await withFault(place.admin, fault, SEEN[fault])).toBe(false);
  });
});

const faults = (): string[] => place.lines.filter((line) => line.includes('"level":50'));

async function announced(residentId: string): Promise<string[]> {
  const sql = 'SELECT event_type AS type FROM messaging.outbox WHERE message_key = $1 ORDER BY seq';
  const { rows } = await place.admin.query<{ type: string }>(sql, [residentId]);
  return rows.map(({ type }) => type).filter((type) => type !== 'directive.changed.v1');
}
