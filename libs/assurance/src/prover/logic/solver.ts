import { allValues, LESS, MORE, type Atom } from './atoms.js';
import { chooseOpen, reasonOf, weigh, type Formula } from './formula.js';
import type { Theory } from './theory.js';

/** What was found: values under which every formula holds, or the atoms by which none can. */
export type Outcome = { found: Uint8Array } | { conflict: bigint };

export interface SearchOptions {
  /** For some atoms, the values that are ordinary: tried first. */
  ordinary: ReadonlyMap<number, number>;
  /** How many atoms may have other values than the ordinary ones. */
  departures?: number;
  /** Ends the search after so many splits; it then counts as finding nothing. */
  mostSplits?: number;
  /** Sees each class that was refuted by the formulas, not by contradiction. */
  sample?: (masks: Uint8Array) => void;
}

/** The conflict of a search that was given up: it proves nothing, and no split is spared for it. */
const EVERYTHING = -1n;

/**
 * Searches the classes that conditions can tell apart, splitting on one condition at a time and only where the
 * formulas are still open. A split that played no part in a refutation is not repeated for its other values. Complete:
 * "conflict" means that no request exists, or none within the departures allowed.
 */
export class Search {
  classes = 0;
  private splits = 0;
  /** Atoms that have other values than the ordinary ones. */
  private departed = 0n;
  private readonly masks: Uint8Array;

  constructor(
    private readonly atoms: readonly Atom[],
    private readonly theory: Theory,
    private readonly formulas: readonly Formula[],
    private readonly options: SearchOptions,
  ) {
    this.masks = Uint8Array.from(atoms, allValues);
  }

  search(): Outcome {
    return this.searchWithin(this.options.departures ?? Infinity);
  }

  private refuted(conflict: bigint): Outcome {
    this.classes += 1;
    this.options.sample?.(this.masks);
    return { conflict };
  }

  private searchWithin(departures: number): Outcome {
    let choice: ReturnType<typeof chooseOpen> = null;
    for (const formula of this.formulas) {
      const value = weigh(formula, this.masks);
      if (value === -1) return this.refuted(reasonOf(formula, this.masks));
      if (value === 0 && choice?.forced !== true) {
        const next = chooseOpen(formula, this.masks);
        if (choice === null || next?.forced === true) choice = next;
      }
    }
    if (choice === null) return { found: this.masks.slice() };
    this.splits += 1;
    if (this.splits > (this.options.mostSplits ?? Infinity)) return { conflict: EVERYTHING };
    return this.split(choice.literal, departures);
  }

  /** Values to try of an open literal: that it holds, or not; an order "less or more" is two values, not one. */
  private branches(atom: number, allow: number): number[] {
    const open = this.masks[atom] ?? 0;
    const parts = [open & allow, open & ~allow].flatMap((mask) => (mask === (LESS | MORE) ? [LESS, MORE] : [mask]));
    const ordinary = this.options.ordinary.get(atom);
    const rank = (mask: number): number => (ordinary !== undefined && (mask & ordinary) === 0 ? 1 : 0);
    return parts.sort((a, b) => rank(a) - rank(b));
  }

  private split({ atom, allow }: { atom: number; allow: number }, departures: number): Outcome {
    const before = this.masks[atom] ?? 0;
    const ordinary = this.options.ordinary.get(atom);
    const bit = 1n << BigInt(atom);
    let conflict = 0n;
    for (const mask of this.branches(atom, allow)) {
      const departs = ordinary !== undefined && (mask & ordinary) === 0 && (before & ordinary) !== 0;
      if (departs && departures <= 0) {
        conflict |= this.departed | bit;
        continue;
      }
      const departed = this.departed;
      if (departs) this.departed |= bit;
      this.masks[atom] = mask;
      const outcome = this.tryBranch(atom, departures - (departs ? 1 : 0));
      this.masks[atom] = before;
      this.departed = departed;
      if ('found' in outcome || (outcome.conflict & bit) === 0n) return outcome;
      conflict |= outcome.conflict;
    }
    // An order split twice keeps what made its first split necessary.
    const split = before === allValues(this.atoms[atom] ?? { kind: 'holds', path: '' });
    return { conflict: conflict === EVERYTHING || !split ? conflict : conflict & ~bit };
  }

  private tryBranch(atom: number, departures: number): Outcome {
    const contradiction = this.theory.conflict(atom, this.masks);
    if (contradiction !== null) {
      this.classes += 1;
      return { conflict: contradiction };
    }
    return this.searchWithin(departures);
  }
}
