import type { CedarEntity, CedarValue, EvaluationRequest } from '#libs/cedar';
import type { Dice } from './dice.js';

type Attributes = { [name: string]: CedarValue };

/** What no schema lets through as itself, with things that look as if it might. */
const ODD: readonly [unknown, ...unknown[]] = [
  null,
  undefined,
  1.5,
  NaN,
  2 ** 53,
  -0,
  10n,
  '',
  'x',
  '\ud800',
  true,
  [],
  [1, 'a'],
  [undefined],
  {},
  { type: 'Person', id: 'ann' },
  { type: 'Group', id: 'g0' },
  { type: 'Colour', id: 'blue' },
  { __entity: { type: 'Person', id: 'ann' } },
  { __extn: { fn: 'decimal', arg: '1.0' } },
  { __extn: { fn: 'ip', arg: '10.0.0.1' } },
  { __extn: { fn: 'toDays', arg: { __extn: { fn: 'duration', arg: '1d' } } } },
  { __extn: { fn: 'offset', args: ['2024-01-01', '1d'] } },
  { __extn: { fn: 'decimal', arg: '1' } },
  { __extn: { fn: 'no-such', arg: '1' } },
  { fn: 'decimal', arg: '1.0' },
];

const odd = (dice: Dice): CedarValue => dice.pick(ODD) as CedarValue;

function spoilAttributes(dice: Dice, attributes: Attributes): Attributes {
  const names = Object.keys(attributes);
  const name = names[dice.below(names.length)] ?? 'none';
  if (dice.chance(0.2)) return { ...attributes, [dice.pick(['undeclared', 'toString', 'constructor'])]: odd(dice) };
  if (dice.chance(0.2)) return Object.fromEntries(Object.entries(attributes).filter(([other]) => other !== name));
  return { ...attributes, [name]: odd(dice) };
}

function spoilEntity(dice: Dice, entity: CedarEntity): CedarEntity {
  switch (dice.below(5)) {
    case 0:
      return {
        ...entity,
        parents: [...entity.parents, dice.pick([entity.uid, { type: 'Doc', id: 'd0' }, { type: 'Group', id: 'g3' }])],
      };
    case 1:
      return {
        ...entity,
        uid: dice.pick([
          { type: 'Nobody', id: 'x' },
          { type: 'Colour', id: 'red' },
          { type: 'Colour', id: 'blue' },
        ]),
      };
    case 2:
      return { ...entity, tags: { k: odd(dice) } };
    default:
      return { ...entity, attrs: spoilAttributes(dice, entity.attrs) };
  }
}

const ACTIONS: readonly [CedarEntity, ...CedarEntity[]] = [
  { uid: { type: 'Action', id: 'view' }, attrs: {}, parents: [] },
  { uid: { type: 'Action', id: 'read' }, attrs: {}, parents: [{ type: 'Action', id: 'view' }] },
  { uid: { type: 'Action', id: 'read' }, attrs: {}, parents: [] },
  { uid: { type: 'Action', id: 'nothing' }, attrs: {}, parents: [] },
];

function spoilEntities(dice: Dice, entities: CedarEntity[]): CedarEntity[] {
  const [first] = entities;
  if (first === undefined || dice.chance(0.2)) return [...entities, dice.pick(ACTIONS)];
  if (dice.chance(0.15)) return [...entities, first];
  if (dice.chance(0.15)) return [...entities, { ...first, parents: [] }];
  const index = dice.below(entities.length);
  return entities.map((entity, at) => (at === index ? spoilEntity(dice, entity) : entity));
}

/** The same request with something odd about it, which mostly no engine may take; sometimes it turns out harmless. */
export function spoilRequest(dice: Dice, request: EvaluationRequest): EvaluationRequest {
  switch (dice.below(6)) {
    case 0:
      return {
        ...request,
        action: { type: dice.pick(['Action', 'Far::Action']), id: dice.pick(['view', 'look', 'none']) },
      };
    case 1:
      return {
        ...request,
        principal: dice.pick([
          { type: 'Doc', id: 'd0' },
          { type: 'Nobody', id: 'x' },
          { type: 'Team', id: 't9' },
        ]),
      };
    case 2:
      return { ...request, context: spoilAttributes(dice, request.context) };
    default:
      return { ...request, entities: spoilEntities(dice, request.entities) };
  }
}
