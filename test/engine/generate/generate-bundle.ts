import { policyToJson, type PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Bundle, Rule } from '#libs/cedar';
import type { Dice } from './dice.js';
import { body, edgeBody } from './generate-expression.js';
import { DOCS, GROUPS, PEOPLE } from './literals.js';
import { RICH_SCHEMA } from './rich-schema.js';

const uid = (type: string, id: string) => ({ entity: { type, id } });

const principalOf = (dice: Dice): PolicyJson['principal'] =>
  dice.pick<PolicyJson['principal']>([
    { op: 'All' },
    { op: 'All' },
    { op: 'All' },
    { op: '==', ...uid('Person', dice.pick(PEOPLE)) },
    { op: 'in', ...uid('Group', dice.pick(GROUPS)) },
    { op: 'is', entity_type: dice.pick(['Person', 'Team']) },
    { op: 'is', entity_type: 'Person', in: uid('Group', dice.pick(GROUPS)) },
  ]);

const actionOf = (dice: Dice): PolicyJson['action'] =>
  dice.pick<PolicyJson['action']>([
    { op: 'All' },
    { op: 'All' },
    { op: '==', ...uid('Action', 'write') },
    { op: 'in', ...uid('Action', 'view') },
    { op: 'in', entities: [uid('Action', 'edit').entity, uid('Action', 'skim').entity] },
    { op: 'in', entities: [] },
  ]);

const resourceOf = (dice: Dice): PolicyJson['resource'] =>
  dice.pick<PolicyJson['resource']>([
    { op: 'All' },
    { op: 'All' },
    { op: 'All' },
    { op: '==', ...uid('Doc', dice.pick(DOCS)) },
    { op: 'in', ...uid('Group', dice.pick(GROUPS)) },
    { op: 'is', entity_type: 'Doc' },
  ]);

const edgePolicy = (dice: Dice): PolicyJson => ({
  effect: dice.chance(0.8) ? 'permit' : 'forbid',
  principal: { op: 'All' },
  action: { op: 'All' },
  resource: { op: 'All' },
  conditions: [{ kind: dice.chance(0.6) ? 'when' : 'unless', body: edgeBody(dice) }],
});

/** One policy in the JSON form: scope, and up to three clauses; or one short clause at an edge, whatever the request. */
export const generatePolicy = (dice: Dice, edges = 0.2): PolicyJson =>
  dice.chance(edges)
    ? edgePolicy(dice)
    : {
        effect: dice.chance(0.6) ? 'permit' : 'forbid',
        principal: principalOf(dice),
        action: actionOf(dice),
        resource: resourceOf(dice),
        conditions: Array.from({ length: dice.below(3) + (dice.chance(0.9) ? 1 : 0) }, () => ({
          kind: dice.chance(0.6) ? 'when' : 'unless',
          body: body(dice),
        })),
      };

/** A rule from its text, as the bundle's parser makes it, but without validating it: so that it may err in every way. */
export function ruleOf(id: string, text: string): Rule {
  const answer = policyToJson(text);
  if (answer.type === 'failure') throw new Error(`${text}\n${answer.errors.map(({ message }) => message).join('\n')}`);
  return { id, effect: answer.json.effect, annotations: {}, text, json: answer.json, file: 'generated.cedar', line: 1 };
}

/** All of one hash: the official engine keeps what it parsed by hash for good, so one must replace another. */
export const bundleOf = (texts: readonly string[], schema = RICH_SCHEMA): Bundle => ({
  hash: 'generated',
  canonical: '',
  rules: new Map(texts.map((text, index) => [`p${index}`, ruleOf(`p${index}`, text)])),
  files: [],
  attachments: [],
  schema,
  precedence: [],
  warnings: [],
});
