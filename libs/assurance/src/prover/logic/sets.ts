import { YES, type SetTerm } from './atoms.js';
import type { Decided } from './integers.js';
import type { TextAtom, TextClass, TextClasses } from './texts.js';

type Profile = Map<string, boolean>;
type Rule = (profile: Profile, element: TextClass | null) => [set: string, inside: boolean][];

const inLiteral = (element: TextClass | null, values: readonly string[]): boolean | null =>
  element === null
    ? false
    : element.literal === null
      ? values.length === 0
        ? false
        : null
      : values.includes(element.literal);

/** What holds of each element of its own: implications between its memberships, all with a negative side. */
function ruleOf({ atom, mask }: Decided<TextAtom>): Rule | null {
  if (atom.kind === 'subset' && mask === YES) {
    const { left, right } = atom;
    return (profile, element) =>
      right.is === 'literal'
        ? inLiteral(element, right.values) === false
          ? [[left.path, false]]
          : []
        : profile.get(left.path) === true
          ? [[right.path, true]]
          : profile.get(right.path) === false
            ? [[left.path, false]]
            : [];
  }
  if (atom.kind === 'meet' && mask !== YES) {
    const { left, right } = atom;
    return (profile) => [
      ...(profile.get(left.path) === true ? [[right.path, false] as [string, boolean]] : []),
      ...(profile.get(right.path) === true ? [[left.path, false] as [string, boolean]] : []),
    ];
  }
  return null;
}

/** Some element must be so: in the one set, and in the other or outside it. */
interface Demand {
  inside: string[];
  outside: SetTerm | null;
}

function demandOf({ atom, mask }: Decided<TextAtom>): Demand | null {
  if (atom.kind === 'meet' && mask === YES) return { inside: [atom.left.path, atom.right.path], outside: null };
  if (atom.kind === 'subset' && mask !== YES) return { inside: [atom.left.path], outside: atom.right };
  return null;
}

const isFound = <Found>(found: Found | null): found is Found => found !== null;

/** Completes an element's memberships by the rules; null where they contradict. What stays open may be "not in". */
function complete(profile: Profile, element: TextClass | null, rules: readonly Rule[]): Profile | null {
  const full = new Map(profile);
  for (let changed = true; changed;) {
    changed = false;
    for (const [set, inside] of rules.flatMap((rule) => rule(full, element))) {
      const known = full.get(set);
      if (known === undefined) changed = true;
      else if (known !== inside) return null;
      full.set(set, inside);
    }
  }
  return full;
}

function withDemand(profile: Profile, element: TextClass | null, demand: Demand): Profile | null {
  const wanted: [string, boolean][] = demand.inside.map((set) => [set, true]);
  if (demand.outside?.is === 'path') wanted.push([demand.outside.path, false]);
  if (demand.outside?.is === 'literal' && inLiteral(element, demand.outside.values) !== false) return null;
  if (wanted.some(([set, inside]) => profile.get(set) === !inside)) return null;
  return new Map([...profile, ...wanted]);
}

/** An element of sets: a text of the request or the bundle, or another (null). */
export interface Member {
  element: TextClass | null;
  sets: string[];
}

/**
 * Sets that stand as decided, by their members, or null when there are none. Elements other than those named never
 * disturb each other, so each demand that another element can meet is met by a fresh one.
 */
export function solveSets(decided: readonly Decided<TextAtom>[], classes: TextClasses): Member[] | null {
  const rules = decided.map(ruleOf).filter(isFound);
  const profiles = new Map<TextClass, Profile>(classes.all().map((one) => [one, new Map()]));
  for (const { atom, mask } of decided) {
    if (atom.kind !== 'member') continue;
    const profile = profiles.get(classes.of(atom.element));
    if (profile?.get(atom.set.path) === (mask !== YES)) return null;
    profile?.set(atom.set.path, mask === YES);
  }
  for (const [element, profile] of profiles) {
    const full = complete(profile, element, rules);
    if (full === null) return null;
    profiles.set(element, full);
  }
  const fresh: Profile[] = [];
  for (const demand of decided.map(demandOf).filter(isFound)) {
    const another = withDemand(new Map(), null, demand);
    const full = another && complete(another, null, rules);
    if (full) {
      fresh.push(full);
      continue;
    }
    const named = [...profiles].flatMap(([element, profile]) => {
      const wanted = withDemand(profile, element, demand);
      const completed = wanted && complete(wanted, element, rules);
      return completed ? [[element, completed] as const] : [];
    })[0];
    if (named === undefined) return null;
    profiles.set(named[0], named[1]);
  }
  const insideOf = (profile: Profile): string[] => [...profile].flatMap(([set, inside]) => (inside ? [set] : []));
  return [
    ...[...profiles].map(([element, profile]) => ({ element, sets: insideOf(profile) })),
    ...fresh.map((profile) => ({ element: null, sets: insideOf(profile) })),
  ];
}
