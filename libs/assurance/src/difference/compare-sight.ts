import { BundleError, parseBundle, type Bundle, type Rule } from '#libs/cedar';
import { FamilyProver } from '../prover/family-prover.js';
import { and, not, or, type Formula } from '../prover/logic/formula.js';
import type { InvariantPages } from '../prover/pages/invariant.js';
import { PageConditions } from '../prover/pages/page-conditions.js';
import { parseInvariants } from '../prover/pages/parse-invariants.js';
import { Words } from '../prover/report/words.js';
import { readFamilies } from '../prover/space/read-schema.js';
import type { ChangeOfSight } from './bundle-difference.js';
import { DIMENSIONS, probeRules, probesFor, type Dimension, type Probe } from './probes.js';

type Values = { readonly [dimension in Dimension]: readonly string[] };
export type Group = Pick<ChangeOfSight, 'change' | 'example'> & { readonly values: Values };

/** `both`: rules that mean the same in the two bundles; the others are of one of them only. */
type Side = 'both' | 'before' | 'after';

/** What a rule means for the answer; its annotations do not. */
const meaning = ({ json: { effect, principal, action, resource, conditions } }: Rule): string =>
  JSON.stringify([effect, principal, action, resource, conditions]);

const prefixed = (prefix: Side | 'probe', rules: Iterable<Rule>): [string, Rule][] =>
  [...rules].map((rule) => [`${prefix}/${rule.id}`, { ...rule, id: `${prefix}/${rule.id}` }]);

function bySide(before: Bundle, after: Bundle): [string, Rule][] {
  const meanings = ({ rules }: Bundle) => new Set([...rules.values()].map(meaning));
  const [old, fresh] = [meanings(before), meanings(after)];
  const [was, is] = [[...before.rules.values()], [...after.rules.values()]];
  return [
    ...prefixed(
      'both',
      is.filter((rule) => old.has(meaning(rule))),
    ),
    ...prefixed(
      'before',
      was.filter((rule) => !fresh.has(meaning(rule))),
    ),
    ...prefixed(
      'after',
      is.filter((rule) => !old.has(meaning(rule))),
    ),
  ];
}

/** Null where the words of a schema do not do. */
function unlessUnfit<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof BundleError) return null;
    throw error;
  }
}

/** One schema that holds the words of both; null where neither does. */
function schemaOfBoth(before: Bundle, after: Bundle): string | null {
  const fits = ({ schema }: Bundle, { files }: Bundle): boolean => {
    const rules = files.filter(({ name }) => name.endsWith('.cedar'));
    return unlessUnfit(() => parseBundle([...rules, { name: 'schema.cedarschema', text: schema }])) !== null;
  };
  return fits(after, before) ? after.schema : fits(before, after) ? before.schema : null;
}

/** What the first bundle takes for granted: a draft may not hide what it changes behind an assumption of its own. */
function pagesOf({ attachments }: Bundle, schema: string): { pages: InvariantPages; conditions: PageConditions } {
  const read = (pages: InvariantPages) => ({ pages, conditions: new PageConditions(schema, pages) });
  return unlessUnfit(() => read({ ...parseInvariants(attachments), invariants: [] })) ?? read(parseInvariants([]));
}

/** Both bundles' rules in one prover, with the probes: what one permits and the other does not is then a formula. */
class SightProver {
  private readonly provers: readonly FamilyProver[];
  private readonly probes: readonly Probe[];
  private readonly words: ReadonlyMap<string, string>;

  constructor(
    before: Bundle,
    after: Bundle,
    { schema, asked }: { schema: string; asked: { probes: readonly Probe[]; rules: readonly Rule[] } },
  ) {
    this.probes = asked.probes;
    const rules = new Map([...bySide(before, after), ...prefixed('probe', probeRules(this.probes, schema))]);
    const both = { ...after, schema, rules };
    const { pages, conditions } = pagesOf(before, schema);
    this.words = pages.words;
    this.provers = readFamilies(schema).map((family) => new FamilyProver(both, family, pages, conditions));
  }

  valuesOf(dimension: Dimension): string[] {
    return this.probes.filter((probe) => probe.dimension === dimension).map(({ value }) => value);
  }

  /** The values of one dimension in which there is such a change, the others being as they are said. */
  among(change: ChangeOfSight['change'], dimension: Dimension, said: Partial<Values>): string[] {
    return this.valuesOf(dimension).filter((value) => this.exists(change, { ...said, [dimension]: [value] }));
  }

  exists(change: ChangeOfSight['change'], said: Partial<Values>): boolean {
    return this.provers.some((prover) => prover.exists(this.goal(prover, change, said)));
  }

  /** The least unusual case, in words. */
  example(change: ChangeOfSight['change'], said: Partial<Values>): string {
    for (const prover of this.provers) {
      const goal = this.goal(prover, change, said);
      const { outcome } = prover.search(goal);
      if (!('found' in outcome)) continue;
      // Who and what are told already: only what makes the difference is.
      const masks = prover.shrink(this.goal(prover, change, {}), prover.smallest(goal, outcome.found));
      const words = new Words(prover, this.words);
      return words.tell(words.unusual(masks), masks);
    }
    return '';
  }

  /**
   * Permitted by one, not by the other. Where the one permits, what bars in both does not bar: so the other denies by a
   * bar of its own, or because what permits is not among its permits.
   */
  private goal(prover: FamilyProver, change: ChangeOfSight['change'], said: Partial<Values>): Formula[] {
    const [gaining, other] = change === 'newly' ? (['after', 'before'] as const) : (['before', 'after'] as const);
    const of = (...sides: Side[]) =>
      prover.rules.filter(({ rule }) => sides.some((side) => rule.id.startsWith(`${side}/`)));
    const permits = (...sides: Side[]) => of(...sides).filter(({ rule }) => rule.effect === 'permit');
    const bars = prover.permitted(of(other)).slice(1);
    const unlike = and(
      or(...permits(gaining).map(({ satisfied }) => satisfied)),
      ...permits('both', other).map(({ satisfied }) => not(satisfied)),
    );
    return [...this.where(prover, said), or(...bars.map(not), unlike), ...prover.permitted(of('both', gaining))];
  }

  private where(prover: FamilyProver, said: Partial<Values>): Formula[] {
    return DIMENSIONS.flatMap((dimension) => {
      const values = said[dimension];
      if (values === undefined || values.length === this.valuesOf(dimension).length) return [];
      const chosen = this.probes.flatMap((probe, index) =>
        probe.dimension === dimension && values.includes(probe.value) ? [`probe/${index}`] : [],
      );
      return [or(...prover.rules.filter(({ rule }) => chosen.includes(rule.id)).map(({ satisfied }) => satisfied))];
    });
  }
}

/** Those who gain or lose the same kinds of information are told of together. */
function groupsOf(prover: SightProver, change: ChangeOfSight['change']): Group[] {
  if (!prover.exists(change, {})) return [];
  const all = prover.among(change, 'category', {});
  const groups = new Map<string, string[]>();
  for (const who of prover.among(change, 'who', {})) {
    const categories = all.filter((category) => prover.exists(change, { who: [who], category: [category] }));
    groups.set(categories.join(), [...(groups.get(categories.join()) ?? []), who]);
  }
  return [...groups].map(([categories, who]): Group => {
    const said = { who, category: categories.split(',') };
    const among = (dimension: Dimension): string[] => prover.among(change, dimension, said);
    const values = { ...said, purpose: among('purpose'), mode: among('mode'), agreement: among('agreement') };
    return { change, values, example: prover.example(change, said) };
  });
}

/**
 * Who would see more or less of what under the second rules, found by satisfiability over all requests, as the prover's
 * invariants are; null where no schema holds the words of both. Pure; perhaps seconds of work.
 * @throws BundleError where a rule cannot be bounded
 */
export function compareSight(before: Bundle, after: Bundle): Group[] | null {
  const schema = schemaOfBoth(before, after);
  if (schema === null) return null;
  const probes = probesFor([before, after]);
  const rules = unlessUnfit(() => probeRules(probes, schema));
  if (rules === null) return null;
  const prover = new SightProver(before, after, { schema, asked: { probes, rules } });
  return [...groupsOf(prover, 'newly'), ...groupsOf(prover, 'no longer')];
}
