import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeyReader } from '#libs/trail';
import type pg from 'pg';
import { ownQuestion, type OwnQuestion } from '../../../apps/policy/src/decisions/evaluation/own-question.js';
import { ResolveQuestions } from '../../../apps/policy/src/decisions/evaluation/resolve-questions.js';
import { HotDatabase } from '../../../apps/policy/src/storage/hot-database.js';
import type { RunningPolicy } from '../../../apps/policy/src/testing/running-policy.js';
import { PEOPLE, type PersonKey, type Resident, seedResident } from '../../../apps/policy/src/testing/town.js';
import { keptPlace, partOf, signedIn, watched, type Watched } from './kept-place.js';

let policy: RunningPolicy;
let app: Watched;
let residents: Resident[];
beforeAll(async () => {
  policy = await keptPlace();
  app = await watched(policy, 'kept');
  residents = [await seedResident(policy.admin, policy.ring), await seedResident(policy.admin, policy.ring)];
}, 60_000);
afterAll(async () => {
  await app.running.stop();
  await policy.stop();
});

const STAFF: readonly PersonKey[] = ['harbour', 'reach', 'pell', 'varga'];
/** The first go alone, and the others share a statement. */
const ASKING = Array.from({ length: 12 }, (_, at) => ({
  as: STAFF[at % STAFF.length]!,
  resident: residentAt(at),
}));
function residentAt(at: number): number {
  return Math.floor(at / STAFF.length) % 2;
}

const questionOf = ({ as, resident }: (typeof ASKING)[number]): OwnQuestion =>
  ownQuestion({
    subject: { type: PEOPLE[as].kind, id: PEOPLE[as].id },
    action: { name: 'read' },
    resource: {
      ...{ type: 'record', id: 'EQUIPMENT' },
      properties: { resident: residents[resident]!.pseudonymAt(PEOPLE[as].agency), source: 'NM-ASC' },
    },
    context: { purpose: 'HOUSADAPT' },
  }) as OwnQuestion;

/** Who asks, as what, and about whom, as each is told. */
async function told(resolving: ResolveQuestions): Promise<string[]> {
  const resolved = await Promise.all(
    ASKING.map((one) => resolving.resolve(signedIn(policy, one.as), [questionOf(one)])),
  );
  return resolved.map(({ by, requests: [request], keys }) => {
    const { requesterId, residentId, recipientAgency } = request!;
    return [by.id, requesterId, recipientAgency, residentId, keys.forEntry(residentId, 'NM-ASC').state].join(' ');
  });
}
const ITS_OWN = (): string[] =>
  ASKING.map(({ as, resident }) => {
    const { id, agency } = PEOPLE[as];
    return [id, id, agency, residents[resident]!.id, 'held'].join(' ');
  });

describe('questions of strangers that share a statement', () => {
  const { part } = { part: <T>(token: abstract new (...args: never[]) => T): T => partOf(app.running, token) };

  it('are each answered as their own', async () => {
    app.statements.length = 0;
    expect(await told(part(ResolveQuestions))).toEqual(ITS_OWN());
    expect(app.statements.length).toBeLessThan(ASKING.length);
  });

  it('would be another’s, were requests not told apart (seeded fault)', async () => {
    const { pool } = part(HotDatabase);
    const query = (statement: pg.QueryConfig): unknown =>
      pool.query({
        ...statement,
        name: 'careless-questions',
        text: statement.text.replaceAll('JOIN asked a ON a.request = k.request', 'CROSS JOIN asked a'),
      });
    const careless = { pool: { query } } as unknown as HotDatabase;
    expect(await told(new ResolveQuestions(careless, part(KeyReader)))).not.toEqual(ITS_OWN());
  });
});
