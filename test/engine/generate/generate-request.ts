import type { CedarEntity, CedarValue, EntityUid, EvaluationRequest } from '#libs/cedar';
import type { Dice } from './dice.js';
import {
  COLOURS,
  DOCS,
  GROUPS,
  LONGS,
  PEOPLE,
  TAGS,
  TEAMS,
  TEXTS,
  writtenExtension,
  type Extension,
} from './literals.js';

type Record = { [name: string]: CedarValue };

const CONSTRUCTORS = { decimal: 'decimal', ipaddr: 'ip', datetime: 'datetime', duration: 'duration' } as const;

/** An extension value in any of the forms that the schema allows. */
function extension(dice: Dice, kind: Extension): CedarValue {
  const arg = writtenExtension(dice, kind, 0.002);
  const call = { fn: CONSTRUCTORS[kind], arg };
  return dice.pick<CedarValue>([arg, arg, { __extn: call }, call]);
}

/** An entity in either of the forms that the schema allows. */
const entity = (dice: Dice, type: string, id: string): CedarValue =>
  dice.chance(0.5) ? { type, id } : { __entity: { type, id } };

const optional = (dice: Dice, make: () => Record): Record => (dice.chance(0.5) ? make() : {});

const place = (dice: Dice): Record => ({
  city: dice.pick(TEXTS),
  ...optional(dice, () => ({ code: dice.pick(LONGS) })),
  ...optional(dice, () => ({ geo: { lat: extension(dice, 'decimal'), ok: dice.chance(0.5) } })),
});

const person = (dice: Dice): Record => ({
  name: dice.pick(TEXTS),
  age: dice.pick(LONGS),
  active: dice.chance(0.5),
  roles: dice.some(TEXTS, 3),
  scores: dice.some(LONGS, 3),
  friends: dice.some(PEOPLE, 3).map((id) => entity(dice, 'Person', id)),
  home: place(dice),
  rate: extension(dice, 'decimal'),
  born: extension(dice, 'datetime'),
  ...optional(dice, () => ({ boss: entity(dice, 'Person', dice.pick(PEOPLE)) })),
  ...optional(dice, () => ({ address: extension(dice, 'ipaddr') })),
  ...optional(dice, () => ({ shift: extension(dice, 'duration') })),
  ...optional(dice, () => ({ likes: entity(dice, 'Colour', dice.pick(COLOURS)) })),
  ...optional(dice, () => ({ constructor: dice.pick(LONGS), 'odd name': dice.pick(TEXTS) })),
});

const doc = (dice: Dice): Record => ({
  owner: entity(dice, 'Person', dice.pick(PEOPLE)),
  level: dice.pick(LONGS),
  words: dice.some(TEXTS, 3),
  ranges: Array.from({ length: dice.below(3) }, () => extension(dice, 'ipaddr')),
  ...optional(dice, () => ({ places: Array.from({ length: dice.below(3) }, () => place(dice)) })),
});

const tagsOf = (dice: Dice, value: () => CedarValue): Pick<CedarEntity, 'tags'> =>
  dice.chance(0.8) ? { tags: Object.fromEntries(dice.some(TAGS, 2).map((tag) => [tag, value()])) } : {};

const uid = (type: string, id: string): EntityUid => ({ type, id });

/** Upwards only, so that nothing is above itself. */
function groupsAbove(dice: Dice, from: number): EntityUid[] {
  const above = GROUPS.slice(from);
  return above.filter(() => dice.chance(0.4)).map((id) => uid('Group', id));
}

interface Known {
  uid: EntityUid;
  make: (dice: Dice) => Omit<CedarEntity, 'uid'>;
}

/** Every entity that a request may bring, the heaviest last. */
const KNOWN: readonly Known[] = [
  ...GROUPS.map((id, index) => ({
    uid: uid('Group', id),
    make: (dice: Dice) => ({ attrs: {}, parents: groupsAbove(dice, index + 1) }),
  })),
  ...TEAMS.map((id) => ({
    uid: uid('Team', id),
    make: (dice: Dice) => ({
      attrs: { level: dice.pick(LONGS) },
      parents: groupsAbove(dice, 0),
      ...tagsOf(dice, () => dice.pick(LONGS)),
    }),
  })),
  ...DOCS.map((id) => ({
    uid: uid('Doc', id),
    make: (dice: Dice) => ({
      attrs: doc(dice),
      parents: groupsAbove(dice, 1),
      ...tagsOf(dice, () => dice.pick(LONGS)),
    }),
  })),
  ...PEOPLE.map((id) => ({
    uid: uid('Person', id),
    make: (dice: Dice) => ({
      attrs: person(dice),
      parents: [...dice.some(TEAMS, 1).map((team) => uid('Team', team)), ...groupsAbove(dice, 0)],
      ...tagsOf(dice, () => dice.some(TEXTS, 2)),
    }),
  })),
];

const SHARES: { readonly [type: string]: number } = { Person: 0.3, Group: 1.8 };

/** None, or those asked about and a few others: each costs the official engine a good deal. */
function drawEntities(dice: Dice, asked: readonly EntityUid[]): CedarEntity[] {
  if (dice.chance(0.3)) return [];
  const share = dice.pick([0, 0, 0.1, 0.4]);
  return KNOWN.filter(({ uid: { type, id } }) =>
    dice.chance(asked.some((one) => one.type === type && one.id === id) ? 0.9 : share * (SHARES[type] ?? 1)),
  ).map(({ uid: of, make }) => ({ uid: of, ...make(dice) }));
}

const contextOf = (dice: Dice): Record => ({
  now: extension(dice, 'datetime'),
  limit: dice.pick(LONGS),
  tags: dice.some(TEXTS, 3),
  quota: extension(dice, 'decimal'),
  wait: extension(dice, 'duration'),
  urgent: dice.chance(0.5),
  ...optional(dice, () => ({ from: extension(dice, 'ipaddr') })),
  ...optional(dice, () => ({ reason: dice.pick(TEXTS) })),
  ...optional(dice, () => ({ on: entity(dice, 'Person', dice.pick(PEOPLE)) })),
  ...optional(dice, () => ({ place: place(dice) })),
});

const farRequest = (dice: Dice): EvaluationRequest => ({
  principal: dice.chance(0.5) ? uid('Far::Star', 's') : uid('Person', dice.pick(PEOPLE)),
  action: uid('Far::Action', 'look'),
  resource: uid('Far::Star', 's'),
  context: { note: { text: dice.pick(TEXTS) } },
  entities: dice.chance(0.5) ? [{ uid: uid('Far::Star', 's'), attrs: {}, parents: [uid('Far::Group2', 'x')] }] : [],
});

/** A request of the rich schema that both engines take: some entities are there, some are only named. */
export function generateRequest(dice: Dice): EvaluationRequest {
  if (dice.chance(0.03)) return farRequest(dice);
  const principal = dice.chance(0.85) ? uid('Person', dice.pick(PEOPLE)) : uid('Team', dice.pick(TEAMS));
  const resource = dice.chance(0.7) ? uid('Doc', dice.pick(DOCS)) : uid('Person', dice.pick(PEOPLE));
  return {
    principal,
    action: uid('Action', 'write'),
    resource,
    context: contextOf(dice),
    entities: drawEntities(dice, [principal, resource]),
  };
}
