import { allValues, type Atom } from './atoms.js';
import type { Masks } from './formula.js';
import { solveOrders, type Decided } from './integers.js';
import { solveSets, type Member } from './sets.js';
import { matches, TextClasses, type TextAtom, type TextClass } from './texts.js';

type OrderAtom = Extract<Atom, { kind: 'order' }>;

/** Values of the request's attributes, by path, that make every decided condition as decided. */
export interface Model {
  numbers: Map<string, number>;
  texts: Map<string, string>;
  sets: Map<string, string[]>;
}

function pathsOf(atom: Atom): string[] {
  switch (atom.kind) {
    case 'holds':
    case 'present':
      return [atom.path];
    case 'member':
      return [atom.set, atom.element].flatMap((term) => (term.is === 'path' ? term.path : []));
    case 'like':
      return [atom.left.path];
    default:
      return [atom.left, atom.right].flatMap((term) => (term.is === 'path' ? term.path : []));
  }
}

/** Atoms that cannot influence each other stand in different groups. Yes-or-no attributes stand alone. */
function groupAtoms(atoms: readonly Atom[]): number[][] {
  const groups: { paths: Set<string>; numbers: number[] }[] = [];
  atoms.forEach((atom, number) => {
    if (atom.kind === 'holds' || atom.kind === 'present') return;
    const paths = pathsOf(atom);
    const touched = groups.filter((group) => paths.some((path) => group.paths.has(path)));
    for (const one of touched) groups.splice(groups.indexOf(one), 1);
    groups.push({
      paths: new Set([...paths, ...touched.flatMap((one) => [...one.paths])]),
      numbers: [...touched.flatMap((one) => one.numbers), number],
    });
  });
  return groups.map(({ numbers }) => numbers.sort((a, b) => a - b));
}

const isOrder = (one: Decided<Atom>): one is Decided<OrderAtom> => one.atom.kind === 'order';
const isText = (one: Decided<Atom>): one is Decided<TextAtom> => !['order', 'holds', 'present'].includes(one.atom.kind);

/** Texts for the classes that have no literal: none that a condition names, and each its own. */
function nameClasses(classes: readonly TextClass[]): Map<TextClass, string> {
  const taken = new Set(classes.flatMap(({ literal }) => literal ?? []));
  const names = new Map<TextClass, string>();
  for (const one of classes) {
    const pattern = one.patterns[0];
    const fits = (text: string): boolean =>
      !taken.has(text) && (pattern === undefined || matches(text, pattern.pattern) === pattern.matches);
    const stem = `other-${one.paths[0]?.split('.').at(-1) ?? 'text'}`;
    for (let count = 0; one.literal === null && !names.has(one); count += 1) {
      const filled = pattern?.pattern.map((part) => part ?? `~${count}`).join('') ?? stem;
      const text = [`${stem}${count || ''}`, filled, `~${count}`].find(fits);
      if (text !== undefined) names.set(one, text);
    }
    taken.add(names.set(one, one.literal ?? names.get(one) ?? stem).get(one) ?? stem);
  }
  return names;
}

function fillSets(members: readonly Member[], names: ReadonlyMap<TextClass, string>, model: Model): void {
  for (const [index, { element, sets }] of members.entries()) {
    const text = (element && names.get(element)) ?? `another-${index}`;
    for (const set of sets) model.sets.set(set, [...new Set([...(model.sets.get(set) ?? []), text])]);
  }
}

/** Decides whether conditions can be as decided, all at once; and with which values. */
export class Theory {
  private readonly groups: readonly number[][];
  private readonly groupOf = new Map<number, number[]>();

  constructor(
    private readonly atoms: readonly Atom[],
    private readonly finite: ReadonlyMap<string, readonly string[]>,
  ) {
    this.groups = groupAtoms(atoms);
    for (const group of this.groups) for (const number of group) this.groupOf.set(number, group);
  }

  /** Groups of atoms in which texts are compared with more than one pattern: not bounded. */
  severalPatterns(): Atom[] {
    return this.groups.flatMap((group) => {
      const likes = group.map((number) => this.atoms[number]).filter((atom) => atom?.kind === 'like');
      return new Set(likes.map((atom) => JSON.stringify(atom.pattern))).size > 1 ? likes : [];
    });
  }

  private decidedIn(group: readonly number[], masks: Masks): Decided<Atom>[] {
    return group.flatMap((number) => {
      const atom = this.atoms[number];
      const mask = masks[number] ?? 0;
      return atom === undefined || mask === allValues(atom) ? [] : [{ atom, mask }];
    });
  }

  private modelOf(decided: readonly Decided<Atom>[], model: Model): boolean {
    const numbers = solveOrders(decided.filter(isOrder));
    if (numbers === null) return false;
    for (const [path, value] of numbers) model.numbers.set(path, value);
    const texts = decided.filter(isText);
    if (texts.length === 0) return true;
    const classes = new TextClasses();
    if (!classes.settle(texts, this.finite)) return false;
    const members = solveSets(texts, classes);
    if (members === null) return false;
    const names = nameClasses(classes.all());
    for (const [{ paths }, text] of names) for (const path of paths) model.texts.set(path, text);
    fillSets(members, names, model);
    return true;
  }

  /** Null where the atom can be as decided beside the others; else the atoms that contradict each other. */
  conflict(atom: number, masks: Masks): bigint | null {
    const group = this.groupOf.get(atom);
    if (group === undefined) return null;
    const trial = (numbers: readonly number[]): boolean =>
      this.modelOf(this.decidedIn(numbers, masks), { numbers: new Map(), texts: new Map(), sets: new Map() });
    if (trial(group)) return null;
    let needed = group.filter((number) => this.decidedIn([number], masks).length > 0);
    for (const number of [...needed]) {
      const without = needed.filter((one) => one !== number);
      if (!trial(without)) needed = without;
    }
    return needed.reduce((sum, number) => sum | (1n << BigInt(number)), 0n);
  }

  model(masks: Masks): Model {
    const model: Model = { numbers: new Map(), texts: new Map(), sets: new Map() };
    for (const group of this.groups) this.modelOf(this.decidedIn(group, masks), model);
    return model;
  }
}
