import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type RunningApp, SignIn } from '#libs/http';
import { relate } from '../../../apps/policy/src/testing/seed-margaret.js';
import { runPolicy, type RunningPolicy } from '../../../apps/policy/src/testing/running-policy.js';
import { PEOPLE, seedResident } from '../../../apps/policy/src/testing/town.js';
import { HotDatabase } from '../../../apps/policy/src/storage/hot-database.js';
import { send, type Heard, type Question } from '../server-under-test.js';

/** Somebody who has said yes to HARBOUR's surveyors, and the question whether one of them may see what they need. */
export interface Asked {
  readonly id: string;
  readonly directive: string;
  readonly question: Question;
}

const AGREEMENT = `INSERT INTO policy.agreement (id, title, purpose, mode, state, categories, recipient_roles, starts_at, created_by)
  VALUES ('X', 'Adaptations', 'HOUSADAPT', 'EXPLICIT', 'live', '{FUNCTION,EQUIPMENT}', '{surveyor}', '2020-01-01Z', 'spec')`;
const SAY = `INSERT INTO consent.directive (id, version, resident_id, status, sources, recipients, categories, purposes, starts_at,
    channel, recorded_by)
  VALUES ($1, (SELECT 1 + count(*) FROM consent.directive WHERE id = $1), $2, $3, '{NM-ASC}', '{HARBOUR}',
    '{FUNCTION,EQUIPMENT}', '{HOUSADAPT}', fence.domain_now(), 'online', 'spec')`;
const SUPERSEDE =
  'UPDATE consent.directive SET superseded_at = fence.domain_now() WHERE id = $1 AND superseded_at IS NULL';

export async function keptPlace(): Promise<RunningPolicy> {
  const policy = await runPolicy();
  await policy.admin.query(AGREEMENT);
  await policy.admin.query(
    `INSERT INTO policy.agreement_party (agreement_id, source, recipient) VALUES ('X', 'NM-ASC', 'HARBOUR')`,
  );
  return policy;
}

export async function somebody(policy: RunningPolicy): Promise<Asked> {
  const resident = await seedResident(policy.admin, policy.ring);
  await relate(policy, resident, { agency: 'HARBOUR', purpose: 'HOUSADAPT' });
  const asked: Asked = {
    ...{ id: resident.id, directive: randomUUID() },
    question: {
      subject: { type: 'practitioner', id: PEOPLE.varga.id },
      action: { name: 'read' },
      resource: {
        ...{ type: 'record', id: 'EQUIPMENT' },
        properties: { resident: resident.pseudonymAt('HARBOUR'), source: 'NM-ASC' },
      },
      context: { purpose: 'HOUSADAPT' },
    },
  };
  await policy.admin.query(SAY, [asked.directive, asked.id, 'ConsentGiven']);
  return asked;
}

async function say(admin: pg.Client, { id, directive }: Asked, status: string): Promise<void> {
  await admin.query('BEGIN');
  await admin.query(SUPERSEDE, [directive]);
  await admin.query(SAY, [directive, id, status]);
  await admin.query('COMMIT');
}

type Change = (admin: pg.Client, asked: Asked) => Promise<unknown>;

/** One change of each level that a record compares: what makes it a no, and a yes again. */
export const CHANGES: readonly (readonly [what: string, no: Change, yes: Change])[] = [
  [
    'a withdrawal, and a new consent',
    (admin, asked) => say(admin, asked, 'ConsentWithdrawn'),
    (admin, asked) => say(admin, asked, 'ConsentGiven'),
  ],
  [
    'a practitioner suspended, and resumed',
    (admin) => admin.query(`UPDATE policy.principal SET status = 'suspended' WHERE id = $1`, [PEOPLE.varga.id]),
    (admin) => admin.query(`UPDATE policy.principal SET status = 'active' WHERE id = $1`, [PEOPLE.varga.id]),
  ],
  [
    'an emergency stop, and its end',
    (admin) => admin.query(`INSERT INTO policy.category_stop (category, stopped_by) VALUES ('EQUIPMENT', 'spec')`),
    (admin) => admin.query('DELETE FROM policy.category_stop'),
  ],
];
export const [[, withdraw, consentAgain]] = CHANGES as readonly [(typeof CHANGES)[number]];

/** A process of the app: the statements of its hot path by their names, and what comes between a decision and its record. */
export interface Watched {
  readonly running: RunningApp;
  readonly statements: string[];
  beforeRecord?: (() => Promise<unknown>) | undefined;
  ask(asked: Asked): Promise<Heard>;
  askAll(several: readonly Asked[], semantic?: string): Promise<Heard>;
}

export async function watched(policy: RunningPolicy, facts: 'kept' | 'fresh'): Promise<Watched> {
  const running = await policy.startAgain({ FACTS: facts });
  const { pool } = partOf(running, HotDatabase);
  const query = pool.query.bind(pool) as (statement: pg.QueryConfig) => Promise<pg.QueryResult>;
  const at = { url: running.url, headers: { authorization: `Bearer ${policy.token('harbour')}` } };
  const one: Watched = {
    running,
    statements: [],
    ask: ({ question }) => send(at, '/access/v1/evaluation', { body: question }),
    askAll: (several, semantic = 'execute_all') =>
      send(at, '/access/v1/evaluations', {
        body: { evaluations: several.map(({ question }) => question), options: { evaluations_semantic: semantic } },
      }),
  };
  pool.query = (async (statement: pg.QueryConfig) => {
    one.statements.push(statement.name!);
    if (statement.name === 'record-decisions') await one.beforeRecord?.();
    return query(statement);
  }) as unknown as typeof pool.query;
  return one;
}

export const partOf = <Part>({ app }: RunningApp, token: abstract new (...args: never[]) => Part): Part =>
  app.get<Part>(token as never);

/** Somebody of the place's staff, at a door for all of them. */
export function signedIn({ issuer }: RunningPolicy, subject: string): SignIn {
  const kinds = ['practitioner', 'officer', 'system'] as const;
  const readings = [{ population: { kinds, claims: { subject: 'sub' } }, claims: { issuer, subject } }];
  return new SignIn({ readings }, { kinds, decidesSuspension: false });
}
