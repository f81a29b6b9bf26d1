import { DISCREET_CATEGORIES, DISCREET_PURPOSES, type Category, type Purpose } from '#libs/domain';
import { until } from '../../scripts/demo/until.js';
import { principalId } from '../../scripts/seed/put-people.js';
import type { Details, World } from './world.js';

export const MARGARET: Details = { familyName: 'Hale', birthDate: '1944-05-03', postcode: 'ZZ10 1HA' };
/** The agency that the demo town keeps discreet (audit and policy: DISCREET_AGENCIES). */
export const DISCREET_AGENCY = 'BEACON';

/** Why a line is not the resident's to see. */
export type Clause = 'deferred' | 'purpose' | 'category' | 'agency' | 'kind';

/** Something that happens to Margaret, and that she may not know. */
export interface HiddenEvent {
  readonly says: string;
  readonly hiddenBy: readonly Clause[];
  readonly entries: number;
  happen(people: People): Promise<unknown>;
}

/** Whom everybody means by Margaret. */
export interface People {
  readonly world: World;
  /** Her internal id. */
  readonly residentId: string;
  /** Her pseudonym at the agency of this person or system. */
  at(key: string): Promise<string>;
}

export function peopleOf(world: World, residentId: string, who = MARGARET): People {
  const known = new Map<string, Promise<string>>();
  const at = (key: string): Promise<string> => {
    const asked = known.get(key) ?? world.pseudonymAt(key, who);
    known.set(key, asked);
    return asked;
  };
  return { world, residentId, at };
}

export async function residentIdOf(world: World, system: string): Promise<string> {
  const agency = system.toUpperCase();
  const sql = 'SELECT consent.resident_by_pseudonym_v1($1, $2) AS id';
  const [row] = await world.sql<{ id: string }>(sql, [agency, await world.pseudonymAt(system, MARGARET)]);
  return row!.id;
}

const look =
  (as: string, purpose: Purpose, category: Category) =>
  async ({ world, at }: People) =>
    world.api(as).get('/api/relay/v1/residents/{id}/records', {
      path: { id: await at(as) },
      query: { purpose, category: [category] },
    });

/** What must stand before: an enquiry is open, a discreet agency knows her, and a safeguarding decision is in force. */
export async function prepareHiddenEvents({ world, residentId, at }: People): Promise<void> {
  const known = { ...MARGARET, givenName: 'Margaret', localId: 'B-900' };
  await world.api('beacon').post('/api/consent/v1/residents/link', { body: known });
  await world.api('nm-asc').post('/api/policy/v1/relationships', {
    body: { resident: await at('nm-asc'), kind: 'caseload', purpose: 'SAFEG' },
  });
  // Its own door comes with its own issue; the rules have it already (policies/overrides.cedar).
  const sql = `INSERT INTO relay.override (id, resident_id, mode, agency, categories, purpose, ends_at)
    VALUES (gen_random_uuid(), $1, 'SAFEGUARDING', 'NM-ASC', '{FINANCE}', 'COC', fence.domain_now() + interval '1 hour')`;
  await world.sql(sql, [residentId]);
}

/** By one clause each where that can be, so that no clause stands in for another that is missing. */
export const HIDDEN_EVENTS: readonly HiddenEvent[] = [
  {
    says: 'a safeguarding decision lets a social worker see her money, and the notice waits',
    ...{ hiddenBy: ['deferred'], entries: 1, happen: look('osei', 'COC', 'FINANCE') },
  },
  {
    says: 'the enquiry reads her money, as in step 6d',
    ...{ hiddenBy: ['deferred', 'purpose'], entries: 4, happen: look('lowe', 'SAFEG', 'FINANCE') },
  },
  {
    says: 'a surgery asks for the enquiry and is refused',
    ...{ hiddenBy: ['purpose'], entries: 1, happen: look('iqbal', 'SAFEG', 'MEDS') },
  },
  {
    says: 'a surgery asks about abuse at home',
    ...{ hiddenBy: ['category'], entries: 1, happen: look('iqbal', 'COC', 'DOMESTICABUSE') },
  },
  {
    says: 'a hospital asks about concerns for her',
    ...{ hiddenBy: ['category'], entries: 1, happen: look('adeyemi', 'COC', 'SAFEGUARDING') },
  },
  {
    says: 'a discreet agency asks',
    ...{ hiddenBy: ['agency'], entries: 1, happen: look('beacon', 'COC', 'ABOUTME') },
  },
  {
    says: 'the decision point is asked what the enquiry may see',
    // A question about the rules is no look either: none stands in her history (audit, DOINGS).
    hiddenBy: ['deferred', 'purpose', 'kind'],
    entries: 1,
    happen: async ({ world, at }) =>
      world.api('lowe').post('/access/v1/evaluation', {
        body: {
          subject: { type: 'practitioner', id: principalId('lowe') },
          action: { name: 'read' },
          resource: { type: 'record', id: 'FINANCE', properties: { resident: await at('lowe'), source: 'NM-HSG' } },
          context: { purpose: 'SAFEG' },
        },
      }),
  },
  {
    says: 'an officer reads what happened to her',
    hiddenBy: ['kind'],
    entries: 1,
    happen: ({ world, residentId: id }) =>
      world.api('marsh').get('/api/audit/v1/residents/{id}/history', { path: { id }, query: { limit: 1 } }),
  },
  {
    says: 'a receptionist looks her up',
    hiddenBy: ['kind'],
    entries: 1,
    happen: ({ world }) => world.api('recep').post('/api/consent/v1/residents/lookup', { body: MARGARET }),
  },
  {
    says: 'a doctor says alone that they work with her',
    hiddenBy: ['kind'],
    entries: 1,
    happen: async ({ world, at }) =>
      world.api('iqbal').post('/api/policy/v1/relationships/claims', {
        body: {
          ...{ resident: await at('iqbal'), purpose: 'HAZARD', reason: 'duty-desk' },
          words: 'Covering the duty desk today.',
        },
      }),
  },
];

export interface HiddenLine {
  readonly id: string;
  readonly hiddenBy: readonly Clause[];
}

const CLAUSES: Readonly<Record<Clause, string>> = {
  deferred: 'l.defer_notice',
  purpose: `coalesce(l.purpose = ANY ('{${DISCREET_PURPOSES.join()}}'), false)`,
  category: `l.categories && '{${DISCREET_CATEGORIES.join()}}'`,
  agency: `'${DISCREET_AGENCY}' IN (coalesce(l.source_agency, ''), coalesce(l.requester_agency, ''), coalesce(l.recipient_agency, ''))`,
  kind: "l.kind NOT IN ('disclosure', 'directive')",
};
const HIDDEN_BY = Object.entries(CLAUSES)
  .map(([name, sql]) => `CASE WHEN ${sql} THEN '${name}' END`)
  .join(', ');

/** Every line about her that came after this many, with each clause that keeps it from her. */
export async function linesAfter({ world, residentId }: People, known: readonly HiddenLine[]): Promise<HiddenLine[]> {
  const lines = await world.sql<{ id: string; hiddenBy: Clause[] }>(
    `SELECT l.entry_id AS id, array_remove(ARRAY[${HIDDEN_BY}], NULL) AS "hiddenBy"
       FROM audit.entry_line l WHERE l.resident_id = $1 ORDER BY l.at`,
    [residentId],
  );
  const old = new Set(known.map(({ id }) => id));
  return lines.filter(({ id }) => !old.has(id));
}

const UNDER_WAY = `SELECT
  (SELECT count(*) FROM messaging.outbox) + (SELECT count(*) FROM relay.work) + (SELECT count(*) FROM audit.staging)
  + (SELECT coalesce(sum(p.next_offset - coalesce(g.next_offset, 0)), 0) FROM messaging.log_partition p
       LEFT JOIN messaging.group_offset g ON (g.topic, g.partition, g.consumer_group) = (p.topic, p.partition, 'relay')
       WHERE p.topic LIKE '%.changes.v1') AS n`;

/** Until what was set off has been done: each step hands over to the next in one transaction, so none is missed. */
export async function settled(world: World): Promise<void> {
  await until('everything that was set off is done', async () => {
    const [row] = await world.sql<{ n: string }>(UNDER_WAY);
    return Number(row!.n) === 0 || undefined;
  });
}
