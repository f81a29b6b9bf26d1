import { CIRCUMSTANCE } from './town-place.js';

/** Something that is true for a while: SQL that makes it so, and SQL that takes it back. `$1` is the resident, where used. */
export interface State {
  readonly name: string;
  readonly sets: readonly string[];
  readonly undoes: readonly string[];
}

interface Said {
  readonly agreement?: string;
  readonly recipients?: string;
  readonly categories?: string;
  readonly purposes?: string;
  readonly starts?: string;
  readonly ends?: string;
  /** Something newer replaced it, or it was taken back. */
  readonly over?: true;
}

const text = (value: string | undefined): string => (value === undefined ? 'NULL' : `'${value}'`);
const said = (status: string, { starts = '0', ends, over, ...reach }: Said = {}): string => `
  INSERT INTO consent.directive (id, version, resident_id, status, agreement, recipients, categories, purposes, starts_at,
    expires_at, channel, recorded_by, superseded_at)
  VALUES (gen_random_uuid(), 1, $1, '${status}', ${text(reach.agreement)}, ${text(reach.recipients)},
    ${text(reach.categories)}, ${text(reach.purposes)}, fence.domain_now() + interval '${starts}',
    ${ends === undefined ? 'NULL' : `fence.domain_now() + interval '${ends}'`}, 'phone', 'truth',
    ${over ? 'fence.domain_now()' : 'NULL'})`;
const UNSAID = `DELETE FROM consent.directive WHERE resident_id = $1 AND recorded_by = 'truth'`;

const directive = (name: string, ...sets: string[]): State => ({ name, sets, undoes: [UNSAID] });
const D2 = { agreement: 'D2' };

/** Every state that what a resident said can be in. */
export const DIRECTIVE_STATES: readonly State[] = [
  directive('a yes', said('ConsentGiven', D2)),
  directive('a narrow yes', said('ConsentGiven', { ...D2, recipients: '{HARBOUR}', categories: '{FUNCTION}' })),
  directive(
    'a yes without an agreement',
    said('ConsentGiven', {
      ...{ recipients: '{HARBOUR}', categories: '{FUNCTION,EQUIPMENT}', purposes: '{HOUSADAPT}' },
    }),
  ),
  directive('a yes to come', said('ConsentGiven', { ...D2, starts: '5 days', ends: '50 days' })),
  directive('a yes that is over', said('ConsentGiven', { ...D2, starts: '-9 days', ends: '-1 day' })),
  directive('a yes longer than the agreement allows', said('ConsentGiven', { ...D2, starts: '-300 days' })),
  directive('a yes taken back', said('ConsentWithdrawn', D2)),
  directive(
    'one yes taken back beside another',
    said('ConsentWithdrawn', D2),
    said('ConsentGiven', {
      ...{ recipients: '{HARBOUR}', categories: '{FUNCTION}', purposes: '{HOUSADAPT}' },
    }),
  ),
  directive('a no', said('ConsentRefused', D2)),
  directive('no to everybody', said('ConsentRefused')),
  directive('no to everybody beside a yes', said('ConsentGiven', D2), said('ConsentRefused')),
  directive('a no to one agency', said('ConsentRefused', { recipients: '{REACH}' })),
  directive('a no to some of it', said('ConsentRefused', { categories: '{MEDS,ALLERGY}' })),
  directive('a no that is over', said('ConsentRefused', { starts: '-9 days', ends: '-1 day' })),
  directive('an objection upheld', said('Objected', { agreement: 'D1' })),
  directive('an objection pending', said('ObjectionPending', { agreement: 'D1' })),
  directive('an objection pending with high harm', said('ObjectionPendingHighHarm', { agreement: 'D1' })),
  directive('a yes that a newer one replaced', said('ConsentGiven', { ...D2, over: true }), said('ConsentGiven', D2)),
  directive('a yes that a no replaced', said('ConsentGiven', { ...D2, over: true }), said('ConsentRefused', D2)),
  directive('a yes taken back, then a yes', said('ConsentWithdrawn', { ...D2, over: true }), said('ConsentGiven', D2)),
  directive('a no taken back', said('ConsentRefused', { ...D2, over: true })),
  directive('an objection taken back or declined', said('ObjectionPendingHighHarm', { agreement: 'D1', over: true })),
  directive('a no under an agreement that has ended', said('ConsentRefused', { agreement: 'D5' })),
];

/** What holds of a resident whatever they said. */
export const PERSONAL_STATES: readonly State[] = [
  {
    name: 'frozen',
    sets: [
      `INSERT INTO consent.restriction (id, resident_id, reason, recorded_by) VALUES (gen_random_uuid(), $1, 'x', 'truth')`,
    ],
    undoes: [`DELETE FROM consent.restriction WHERE resident_id = $1`],
  },
  {
    name: 'shielded',
    sets: [said('ConsentGiven', D2), CIRCUMSTANCE.shields],
    undoes: [UNSAID, `DELETE FROM consent.shield WHERE resident_id = $1`],
  },
  {
    name: 'dead',
    sets: [said('ConsentGiven', D2), `UPDATE consent.resident SET deceased_at = fence.domain_now() WHERE id = $1`],
    undoes: [UNSAID, `UPDATE consent.resident SET deceased_at = NULL WHERE id = $1`],
  },
  {
    name: 'somebody’s own word and nobody’s record',
    sets: [
      `UPDATE policy.relationship SET ends_at = fence.domain_now() WHERE resident_id = $1`,
      `INSERT INTO policy.relationship (id, resident_id, agency, kind, practitioner_id, purpose, starts_at, ends_at, recorded_by,
         claim_reason)
       SELECT gen_random_uuid(), $1, p.agency, 'self-claimed', p.id, 'COC', fence.domain_now(),
         fence.domain_now() + interval '1 day', 'truth', 'duty-desk'
       FROM policy.principal p WHERE p.kind = 'practitioner' AND p.roles && '{reablement-lead}'`,
    ],
    undoes: [
      `DELETE FROM policy.relationship WHERE resident_id = $1 AND kind = 'self-claimed'`,
      `UPDATE policy.relationship SET ends_at = NULL WHERE resident_id = $1`,
    ],
  },
  {
    name: 'nobody knows them',
    sets: [
      said('ConsentGiven', D2),
      `CREATE TABLE public.kept_link AS SELECT * FROM consent.link`,
      `DELETE FROM consent.link WHERE resident_id = $1`,
    ],
    undoes: [
      UNSAID,
      `INSERT INTO consent.link SELECT * FROM public.kept_link ON CONFLICT DO NOTHING`,
      `DROP TABLE public.kept_link`,
    ],
  },
  {
    name: 'nobody works with them',
    sets: [
      said('ConsentGiven', D2),
      `UPDATE policy.relationship SET ends_at = fence.domain_now() WHERE resident_id = $1`,
    ],
    undoes: [UNSAID, `UPDATE policy.relationship SET ends_at = NULL WHERE resident_id = $1`],
  },
];

const agreement = (name: string, set: string): State => ({
  name,
  sets: [said('ConsentGiven', D2), `UPDATE policy.agreement SET ${set} WHERE id IN ('D1', 'D2', 'D6')`],
  undoes: [
    UNSAID,
    `UPDATE policy.agreement SET state = 'live', starts_at = '2020-01-01Z', expires_at = '2099-01-01Z'
     WHERE id IN ('D1', 'D2', 'D6')`,
  ],
});

/** What holds in the whole place, beside a yes that the resident gave. */
export const PLACE_STATES: readonly State[] = [
  agreement('agreements suspended', `state = 'suspended'`),
  agreement('agreements ended', `expires_at = fence.domain_now()`),
  agreement('agreements not yet begun', `starts_at = '2098-01-01Z'`),
  agreement('agreements under review', `state = 'under-review'`),
  agreement('agreements back to drafts', `state = 'draft'`),
  {
    name: 'a category stopped',
    sets: [
      said('ConsentGiven', D2),
      `INSERT INTO policy.category_stop (category, stopped_by) VALUES ('FUNCTION', 'truth') ON CONFLICT DO NOTHING`,
    ],
    undoes: [UNSAID, `DELETE FROM policy.category_stop`],
  },
  {
    name: 'an agency suspended',
    sets: [
      said('ConsentGiven', D2),
      `UPDATE policy.agency SET status = 'suspended' WHERE code IN ('HARBOUR', 'NM-ACUTE')`,
    ],
    undoes: [UNSAID, `UPDATE policy.agency SET status = 'active'`],
  },
  {
    name: 'nobody trained',
    sets: [`UPDATE policy.principal SET training_expires_at = '2020-01-01Z' WHERE kind = 'practitioner'`],
    undoes: [`UPDATE policy.principal SET training_expires_at = '2099-01-01Z' WHERE kind = 'practitioner'`],
  },
];
