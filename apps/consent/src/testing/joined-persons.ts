import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import type { Answer, ConsentPlace } from './consent-place.js';
import { IdentityDoors } from './identity-checks.js';
import { waiting } from './waiting.js';

/** Somebody whom NM-ASC knows by a misspelt name, with a sign-in, and who is about to be joined to a resident of NM-GP. */
export interface ToBeJoined {
  /** Their sign-in. */
  readonly subject: string;
  readonly binding: string;
  /** NM-ASC's pseudonym. */
  readonly asc: string;
  readonly localId: string;
  readonly misspelt: object;
  readonly from: string;
  readonly into: string;
  /** Ends in the join. */
  correct(): Promise<Answer>;
  /** One has said `same`: another says it too, and that ends in the join. */
  sayTheSame(): Promise<Answer>;
  sayTheyDiffer(): Promise<Answer>;
}

let persons = 0;

export async function somebodyToBeJoined(place: ConsentPlace, doors: IdentityDoors): Promise<ToBeJoined> {
  persons += 1;
  const { nhsNumber, ...lionel } = { ...doors.someone(), givenName: 'Lionel' };
  const gp = await doors.bring('nm-gp', { ...lionel, nhsNumber });
  const localId = randomUUID();
  const misspelt = { ...lionel, givenName: 'Lyonel', localId };
  const asc = await doors.bring('nm-asc', misspelt, localId);
  const [into, from] = [await doors.residentAt('NM-GP', gp), await doors.residentAt('NM-ASC', asc)];
  const subject = `lionel-${persons}`;
  const asked = await doors.post('marsh', `/v1/residents/${from}/sign-ins`, { subject });
  const binding = String(asked.body['id']);
  await place.send('POST', `/v1/sign-ins/${binding}/confirm`, { as: 'asc-ig' });
  const [check] = await doors.asked('iqbal', gp);
  return {
    ...{ subject, binding, asc, localId, misspelt, from, into },
    correct: () => doors.post('nm-asc', '/v1/residents', { ...lionel, nhsNumber, localId }),
    sayTheSame: async () => {
      await doors.answer('iqbal', check!, 'same');
      return doors.answer('gp-ig', check!, 'same');
    },
    sayTheyDiffer: () => doors.answer('gp-ig', check!, 'different'),
  };
}

const LIVING = [
  `directive WHERE superseded_at IS NULL AND status <> 'ConsentGiven'`,
  'restriction WHERE true',
  'shield WHERE ends_at IS NULL',
  'opt_out WHERE ends_at IS NULL',
  'capacity_assessment WHERE true',
  'sign_in WHERE true',
  'sign_in_binding WHERE true',
  'link WHERE true',
];

/** What stands under a resident, by table. */
export async function standingUnder(place: ConsentPlace, residentId: string): Promise<Record<string, number>> {
  const counted = LIVING.map(
    (living) =>
      `SELECT '${living.split(' ')[0]!}' AS name, count(*)::int AS n FROM consent.${living} AND resident_id = $1`,
  );
  const sql = counted.join(' UNION ALL ');
  const { rows } = await place.admin.query<{ name: string; n: number }>(sql, [residentId]);
  return Object.fromEntries(rows.filter(({ n }) => n > 0).map(({ name, n }) => [name, n]));
}

/**
 * A join that waits for a disclosure, and a door that comes meanwhile: it finds the person as they were, and waits behind the
 * join. Both are let go once they wait.
 */
export async function besideAJoin<T>(
  place: ConsentPlace,
  { from }: ToBeJoined,
  join: () => Promise<Answer>,
  door: () => Promise<T>,
): Promise<{ joined: Answer; answer: T }> {
  const discloser = await place.admin.connect();
  let [settled, waited] = [false, 0];
  const until = async (many: number): Promise<void> => {
    do waited = await waiting(place);
    while (waited < many && !settled && (await after(10, true)));
  };
  try {
    await discloser.query('BEGIN');
    await discloser.query('SELECT pg_advisory_xact_lock_shared(fence.resident_lock_key($1))', [from]);
    const joining = join();
    joining.then(
      () => (settled = true),
      () => (settled = true),
    );
    await until(1);
    const answering = door();
    answering.then(
      () => (settled = true),
      () => (settled = true),
    );
    await until(2);
    if (settled)
      throw new Error(`answered before both waited: ${JSON.stringify(await Promise.race([joining, answering]))}`);
    await discloser.query('COMMIT');
    const [joined, answer] = await Promise.all([joining, answering]);
    return { joined, answer };
  } finally {
    await discloser.query('ROLLBACK');
    discloser.release();
  }
}
