import { CATEGORIES, REQUEST_ACTIONS } from '#libs/domain';
import type { RunningPolicy } from '../../apps/policy/src/testing/running-policy.js';
import { DISCHARGE, Registry } from '../../apps/policy/src/testing/agreements.js';
import { AGENCIES, PEOPLE, seedResident, type Resident } from '../../apps/policy/src/testing/town.js';
import type { Question, ServerUnderTest } from './server-under-test.js';

const MADE_UP = 'b'.repeat(26);

export interface PolicyUnderTest {
  readonly server: ServerUnderTest;
  readonly resident: Resident;
  /** The permitted question about another pseudonym. */
  about(pseudonym: string): Question;
}

/** Colleagues of Pell, so that a search for them has pages. */
const COLLEAGUES = `INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles, training_expires_at)
  SELECT gen_random_uuid(), 'practitioner', issuer, 'colleague-' || n, 'REACH',
    CASE WHEN n % 2 = 0 THEN roles ELSE '{surveyor}' END, training_expires_at
  FROM policy.principal, generate_series(1, 4) AS n WHERE id = $1`;
const NAMES = `SELECT id::text FROM policy.principal WHERE agency = 'REACH' AND kind = 'practitioner'`;

/** The product's own decision point: a resident whom REACH knows, and one agreement under which it may see something. */
export async function policyUnderTest(policy: RunningPolicy): Promise<PolicyUnderTest> {
  const resident = await seedResident(policy.admin, policy.ring);
  await new Registry(policy).live('D1', DISCHARGE);
  const relationship = { resident: resident.pseudonymAt('REACH'), kind: 'caseload', purpose: 'COC' };
  await policy.send('POST', '/v1/relationships', { as: 'reach', body: relationship });
  await policy.admin.query(COLLEAGUES, [PEOPLE.pell.id]);
  const { rows } = await policy.admin.query<{ id: string }>(NAMES);
  const about = (pseudonym: string, id = 'MEDS', source = 'NM-ACUTE'): Question => ({
    subject: { type: 'practitioner', id: PEOPLE.pell.id },
    action: { name: 'read' },
    resource: { type: 'record', id, properties: { resident: pseudonym, source } },
    context: { purpose: 'COC' },
  });
  const own = resident.pseudonymAt('REACH');
  const permitted = about(own);
  const { resource } = permitted;
  const server: ServerUnderTest = {
    name: 'the product',
    url: policy.url,
    headers: { authorization: `Bearer ${policy.token('reach')}` },
    needsSignIn: true,
    permitted,
    denied: about(own, 'FINANCE'),
    unknown: [
      ['unknown-action', { ...permitted, action: { name: 'delete' } }],
      ['unknown-category', about(own, 'NONE')],
      ['unknown-resource-type', { ...permitted, resource: { ...resource, type: 'spaceship' } }],
      ['unknown-purpose', { ...permitted, context: {} }],
      ['unknown-source', about(own, 'MEDS', 'nobody knows')],
      ['requester-unknown', { ...permitted, subject: { type: 'robot', id: 'x' } }],
      ['resident-unknown', about(MADE_UP)],
    ],
    searches: {
      subject: { question: permitted, candidates: rows.map(({ id }) => ({ type: 'practitioner', id })) },
      resource: {
        // Without a source it looks at every agency.
        question: { ...permitted, resource: { type: 'record', id: 'MEDS', properties: { resident: own } } },
        candidates: AGENCIES.flatMap(([source]) =>
          CATEGORIES.map((id) => ({ type: 'record', id, properties: { resident: own, source } })),
        ),
      },
      action: { question: permitted, candidates: REQUEST_ACTIONS.map((name) => ({ name })) },
    },
  };
  return { server, resident, about };
}
