import {
  AGREEMENT_STATES,
  CATEGORIES,
  CONFIDENTIALITIES,
  LEGAL_MODES,
  OVERRIDE_MODES,
  PURPOSES,
  RELATIONSHIP_KINDS,
  REQUESTER_KINDS,
  ROLES,
  SECTORS,
} from '#libs/domain';
import type { Family, RecordType } from '../space/attribute-type.js';

const VOCABULARIES: { readonly [name: string]: number } = {
  categories: CATEGORIES.length,
  purposes: PURPOSES.length,
  roles: ROLES.length,
  sectors: SECTORS.length,
  modes: LEGAL_MODES.length,
  overrides: OVERRIDE_MODES.length,
  kinds: REQUESTER_KINDS.length,
  relationships: RELATIONSHIP_KINDS.length,
  states: AGREEMENT_STATES.length,
  confidentialities: CONFIDENTIALITIES.length,
};

/** Logarithm of how many values the attributes of a record have; those without a stated size count by their type. */
function recordSize({ attributes }: RecordType, path: string, sizes: ReadonlyMap<string, string>): number {
  let logarithm = 0;
  for (const [name, { type, required }] of attributes) {
    const at = `${path}.${name}`;
    const stated = sizes.get(at);
    const count =
      stated !== undefined
        ? (VOCABULARIES[stated] ?? Number(stated))
        : type.is === 'record'
          ? 10 ** recordSize(type, at, sizes)
          : type.is === 'bool'
            ? 2
            : type.is === 'long'
              ? 3
              : 1;
    logarithm += Math.log10(count + (required || count === 1 ? 0 : 1));
  }
  return logarithm;
}

/** How many requests there are, counted by vocabularies and not by classes: what brute force would face. */
export function rawSize(families: readonly Family[], sizes: ReadonlyMap<string, string>): string {
  const total = families.reduce((sum, { actions, attributes }) => {
    const roots = (['principal', 'resource', 'context'] as const).map((root) =>
      recordSize(attributes[root], root, sizes),
    );
    return sum + actions.length * 10 ** roots.reduce((one, other) => one + other, 0);
  }, 0);
  const exponent = Math.floor(Math.log10(Math.max(total, 1)));
  return `${(total / 10 ** exponent).toFixed(1)}e${exponent}`;
}
