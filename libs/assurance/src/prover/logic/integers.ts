import { EQUAL, LESS, MORE, type Atom, type NumberTerm } from './atoms.js';

type OrderAtom = Extract<Atom, { kind: 'order' }>;
export interface Decided<Kind extends Atom> {
  atom: Kind;
  mask: number;
}

/** An edge says: to − from ≤ most. Node 0 is the number nought. */
interface Edge {
  from: number;
  to: number;
  most: number;
}

class Differences {
  readonly paths: string[] = [];
  private readonly nodes = new Map<string, number>();
  private readonly edges: Edge[] = [];

  private nodeOf(path: string): number {
    let node = this.nodes.get(path);
    if (node === undefined) {
      node = this.paths.push(path);
      this.nodes.set(path, node);
      this.edges.push({ from: 0, to: node, most: Number.MAX_SAFE_INTEGER });
      this.edges.push({ from: node, to: 0, most: Number.MAX_SAFE_INTEGER });
    }
    return node;
  }

  /** left − right ≤ most */
  atMost(left: NumberTerm, right: NumberTerm, most: number): void {
    const shift = (left.is === 'literal' ? -left.value : 0) + (right.is === 'literal' ? right.value : 0);
    const to = left.is === 'path' ? this.nodeOf(left.path) : 0;
    const from = right.is === 'path' ? this.nodeOf(right.path) : 0;
    this.edges.push({ from, to, most: most + shift });
  }

  /** Bellman-Ford from a node that reaches all at nought: values that satisfy every edge, or null. */
  solve(): Map<string, number> | null {
    const values = new Array<number>(this.paths.length + 1).fill(0);
    for (let round = 0; round <= values.length; round += 1) {
      let changed = false;
      for (const { from, to, most } of this.edges) {
        const limit = (values[from] ?? 0) + most;
        if ((values[to] ?? 0) > limit) {
          values[to] = limit;
          changed = true;
        }
      }
      if (!changed)
        return new Map(this.paths.map((path, index) => [path, (values[index + 1] ?? 0) - (values[0] ?? 0)]));
    }
    return null;
  }
}

/**
 * Whole numbers within ±(2^53 − 1) that stand in the orders decided, or null when there are none. Exact: comparisons
 * of two numbers without arithmetic are difference constraints, whose shortest paths are solutions.
 */
export function solveOrders(decided: readonly Decided<OrderAtom>[]): Map<string, number> | null {
  const split = decided.findIndex(({ mask }) => mask === (LESS | MORE));
  const unequal = decided[split];
  if (unequal !== undefined) {
    const sided = (mask: number): Map<string, number> | null =>
      solveOrders(decided.map((one, index) => (index === split ? { ...one, mask } : one)));
    return sided(LESS) ?? sided(MORE);
  }
  const differences = new Differences();
  for (const { atom, mask } of decided) {
    const { left, right } = atom;
    if ((mask & MORE) === 0) differences.atMost(left, right, mask & EQUAL ? 0 : -1);
    if ((mask & LESS) === 0) differences.atMost(right, left, mask & EQUAL ? 0 : -1);
  }
  return differences.solve();
}
