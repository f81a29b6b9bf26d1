import type { BenchPlace, BenchQuestion, Grant } from '../decisions/place.js';
import { CATEGORIES, KINDS } from '../decisions/vocabulary.js';

/* What relationships can say of the thirty policies: a live grant to the agency, a role that may see the kind, no objection. */

/** OpenFGA's word for whom a tuple is about. */
const WHO = 'user';

/** `share:s` is `granted` to `agency:a#staff`. */
const tuple = (who: string, relation: string, object: string): object => ({ [WHO]: who, relation, object });

const itself = { this: {} };
const computed = (relation: string): object => ({ computedUserset: { relation } });
const from = (...types: object[]): object => ({ directly_related_user_types: types });
const of = (relations: Readonly<Record<string, object>>, said: Readonly<Record<string, object>>): object => ({
  relations,
  metadata: { relations: said },
});

const READ = {
  difference: {
    base: { intersection: { child: [computed('granted'), computed('fitting')] } },
    subtract: computed('objected'),
  },
};
const FITTING = { tupleToUserset: { tupleset: { relation: 'kind' }, computedUserset: { relation: 'reader' } } };
const INTEGER = { type_name: 'TYPE_NAME_INT' };

export const fgaModel = {
  schema_version: '1.1',
  conditions: {
    live: {
      name: 'live',
      expression: 'from <= now && now < expires',
      parameters: { now: INTEGER, from: INTEGER, expires: INTEGER },
    },
  },
  type_definitions: [
    { type: 'practitioner' },
    { type: 'agency', ...of({ staff: itself }, { staff: from({ type: 'practitioner' }) }) },
    { type: 'role', ...of({ holder: itself }, { holder: from({ type: 'practitioner' }) }) },
    { type: 'kind', ...of({ reader: itself }, { reader: from({ type: 'role', relation: 'holder' }) }) },
    {
      type: 'share',
      ...of(
        { kind: itself, granted: itself, objected: itself, fitting: FITTING, read: READ },
        {
          kind: from({ type: 'kind' }),
          granted: from({ type: 'agency', relation: 'staff', condition: 'live' }),
          objected: from({ type: 'practitioner', wildcard: {} }),
          ...{ fitting: from(), read: from() },
        },
      ),
    },
  ],
};

export function fgaTuples({ practitioners, shares, residents }: BenchPlace): object[] {
  const people = [...practitioners.values()].flatMap(({ id, agency, role }) => [
    tuple(`practitioner:${id}`, 'staff', `agency:${agency}`),
    tuple(`practitioner:${id}`, 'holder', `role:${role}`),
  ]);
  const readers = CATEGORIES.flatMap((category) =>
    KINDS[category]!.roles.map((role) => tuple(`role:${role}#holder`, 'reader', `kind:${category}`)),
  );
  const shared = [...shares.values()].flatMap(({ id, category, resident, grant }) => {
    const object = `share:${id}`;
    const objects = residents.get(resident)!.objections.includes(category);
    return [
      tuple(`kind:${category}`, 'kind', object),
      ...(grant && !grant.withdrawn ? [granted(id.split('/')[1]!, object, grant)] : []),
      ...(objects ? [tuple('practitioner:*', 'objected', object)] : []),
    ];
  });
  return [...people, ...readers, ...shared];
}

const granted = (agency: string, object: string, { from: begins, expires }: Grant): object => ({
  ...tuple(`agency:${agency}#staff`, 'granted', object),
  condition: { name: 'live', context: { from: begins, expires } },
});

export const fgaQuestion = ({ practitioner, share, now }: BenchQuestion): object => ({
  tuple_key: tuple(`practitioner:${practitioner}`, 'read', `share:${share}`),
  context: { now },
});
