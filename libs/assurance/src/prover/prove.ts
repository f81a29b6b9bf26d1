import {
  BundleError,
  CompiledEngine,
  OfficialEngine,
  type Bundle,
  type EvaluationRequest,
  type PolicyEngine,
} from '#libs/cedar';
import { FamilyProver } from './family-prover.js';
import { changeOf } from './pages/change-of.js';
import { InvariantCheck } from './pages/check-invariant.js';
import type { Invariant, InvariantPages } from './pages/invariant.js';
import { PageConditions } from './pages/page-conditions.js';
import { parseInvariants } from './pages/parse-invariants.js';
import { TownPeople } from './report/name-people.js';
import type { Counterexample, InvariantProof, ProofReport } from './report/proof-report.js';
import { rawSize } from './report/raw-size.js';
import { findNeverFiring, findShadowed, findUnspoken } from './report/rule-findings.js';
import { Words } from './report/words.js';
import { readFamilies } from './space/read-schema.js';

export interface ProveOptions {
  /** Evaluates concrete requests, beside the official engine that confirms. */
  engine?: PolicyEngine;
  /** Told of each invariant as it is done. */
  onInvariant?: (proof: InvariantProof, done: number, of: number) => void;
  /** How many refuted classes of each invariant are tried on the official engine, as one request each. */
  samples?: number;
  /** The bundle's conditions, where they have been read before: for proving many bundles with the same invariants. */
  conditions?: PageConditions;
  /** Whether to name people of the tests' town of whom a counterexample would be true. */
  people?: boolean;
  /** Whether to look for rules that never fire or are shadowed, and for what no rule speaks of. */
  findings?: boolean;
  /** Milliseconds from any start. */
  clock?: () => number;
}

const WELL_TYPED = 'Requests fit the schema; the principal and the resource are given with all their attributes.';
const ONE_GROUND = 'One ground is weighed at a time: one agreement, one override, or one of each.';

/** The official engine and the prover see a request differently: nothing that the prover says can then be relied on. */
export class ProverError extends Error {
  override readonly name = 'ProverError';
}

class BundleProver {
  private readonly pages: InvariantPages;
  private readonly conditions: PageConditions;
  private readonly provers: readonly FamilyProver[];
  private readonly people: TownPeople | null;
  private checked: InvariantCheck | null = null;

  constructor(
    private readonly bundle: Bundle,
    private readonly options: ProveOptions,
  ) {
    this.pages = parseInvariants(bundle.attachments);
    this.conditions = options.conditions ?? new PageConditions(bundle.schema, this.pages);
    if (options.conditions) this.pages = options.conditions.pages;
    this.provers = readFamilies(bundle.schema).map(
      (family) => new FamilyProver(bundle, family, this.pages, this.conditions),
    );
    this.people = options.people === false ? null : new TownPeople(bundle);
  }

  private now(): number {
    return this.options.clock?.() ?? performance.now();
  }

  private check(): InvariantCheck {
    this.checked ??= new InvariantCheck(new OfficialEngine(this.bundle), this.conditions);
    return this.checked;
  }

  /** Requests of classes that were refuted: the official engine must find none of them to break the invariant. */
  private confirmRefuted(invariant: Invariant, refuted: readonly EvaluationRequest[]): void {
    const wrong = refuted.find((request) => this.check().breaks(invariant, request));
    if (wrong) throw new ProverError(`${invariant.id} is broken, against the proof, by ${JSON.stringify(wrong)}`);
  }

  private counterexample(invariant: Invariant, prover: FamilyProver, found: Uint8Array): Counterexample {
    const goal = prover.goal(invariant);
    const smallest = prover.smallest(goal, found);
    const request = prover.builder.build(smallest);
    if (!this.check().breaks(invariant, request)) {
      throw new ProverError(`${invariant.id} is not broken, against the prover, by ${JSON.stringify(request)}`);
    }
    const masks = prover.shrink(goal, smallest);
    const words = this.wordsOf(invariant, prover, masks);
    const engine = this.options.engine ?? new CompiledEngine(this.bundle);
    const quick = new InvariantCheck(engine, this.conditions, this.conditions.quick());
    const named = this.people?.name(request, (one) => quick.breaks(invariant, one)) ?? null;
    return { words, request, rule: this.check().told(request), named };
  }

  private refuseEmpty(invariant: Invariant): void {
    if (this.provers.some((prover) => prover.isAboutSomething(invariant))) return;
    const { id, file, line } = invariant;
    const message = `${id} says nothing: no request is as it supposes`;
    throw new BundleError([{ file, line, rule: null, message }]);
  }

  private wordsOf({ claim }: Invariant, prover: FamilyProver, masks: Uint8Array): string {
    const told = new Words(prover, this.pages.words).counterexample(claim.kind, masks);
    if (claim.kind !== 'no gain from') return told;
    const { path, from, to } = changeOf(this.conditions.expressionOf(claim.change), claim.change);
    return `${told}; denied with ${path} ${JSON.stringify(from)}, permitted with ${JSON.stringify(to)}`;
  }

  private proveOne(invariant: Invariant): InvariantProof {
    const started = this.now();
    const { id, says, file, line } = invariant;
    this.refuseEmpty(invariant);
    let classes = 0;
    let counterexample: Counterexample | null = null;
    for (const prover of this.provers) {
      const refuted: EvaluationRequest[] = [];
      let seen = 0;
      const sample = (masks: Uint8Array): void => {
        seen += 1;
        // Ever rarer, so that the sample reaches from the first classes to the last.
        if ((seen & (seen - 1)) === 0 && refuted.length < (this.options.samples ?? 6))
          refuted.push(prover.builder.build(masks));
      };
      const { outcome, classes: told } = prover.search(prover.goal(invariant), { sample });
      classes += told;
      this.confirmRefuted(invariant, refuted);
      if (!('found' in outcome)) continue;
      counterexample = this.counterexample(invariant, prover, outcome.found);
      break;
    }
    const ms = Math.round(this.now() - started);
    return { id, says, file, line, proved: counterexample === null, classes, ms, counterexample };
  }

  private assumptions(): string[] {
    return [WELL_TYPED, ONE_GROUND, ...this.pages.assume.map(({ says, holds }) => `${says} [${holds.text}]`)];
  }

  private findings(): Pick<ProofReport, 'neverFires' | 'shadowed' | 'unspoken'> {
    const neverFires = findNeverFiring(this.provers);
    const unspoken = this.provers.flatMap((one) => findUnspoken(one, new Words(one, this.pages.words)));
    const shadowed = findShadowed(this.provers, this.bundle.precedence, neverFires);
    return { neverFires, shadowed, unspoken: [...new Set(unspoken)] };
  }

  prove(): ProofReport {
    const { invariants } = this.pages;
    const proofs = invariants.map((invariant, index) => {
      const proof = this.proveOne(invariant);
      this.options.onInvariant?.(proof, index + 1, invariants.length);
      return proof;
    });
    return {
      proved: proofs.every(({ proved }) => proved),
      rawSize: rawSize(readFamilies(this.bundle.schema), this.pages.sizes),
      assumptions: this.assumptions(),
      invariants: proofs,
      ...(this.options.findings === false ? { neverFires: [], shadowed: [], unspoken: [] } : this.findings()),
    };
  }
}

/**
 * Proves the invariants that a bundle carries (`invariants/*.yaml`), or finds for each the smallest request that
 * breaks it. Complete within the assumptions that it reports: classes, not samples. Synchronous and perhaps long:
 * where others wait, call it in a worker thread.
 * @throws BundleError with file, line and rule of what is unreadable or cannot be bounded; ProverError when the
 * official engine contradicts it.
 */
export const prove = (bundle: Bundle, options: ProveOptions = {}): ProofReport =>
  new BundleProver(bundle, options).prove();
