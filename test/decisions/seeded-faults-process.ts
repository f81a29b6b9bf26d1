/**
 * Plants every n-th fault of seeded-faults.yaml in the policies and prints, as JSON, what noticed it; a process of its own
 * for the reason that oracle-process.ts gives.  Usage: seeded-faults-process.ts N
 */
import fc from 'fast-check';
import { askTests } from '#libs/assurance';
import { CompiledEngine, parseBundle, type Bundle, type BundleFile, type PolicyEngine } from '#libs/cedar';
import { checkAnnotations, decide, loadPolicies } from '#libs/pdp';
import { arbitraryCase } from './arbitrary-facts.js';
import { compareOracle } from './compare-oracle.js';
import { askOracle } from './oracle/ask-oracle.js';
import { differenceFrom } from './oracle/compare-answers.js';
import { PROPERTIES } from './properties.js';
import { readPage, SITUATIONS } from './town.js';

interface Edit {
  file?: string;
  find: string;
  replace: string;
}

export interface Fault extends Edit {
  name: string;
  file: string;
  and?: Edit;
}

export interface CaughtFaults {
  /** By fault: the first check that noticed; null where none did. */
  caught: { [fault: string]: string | null };
  /** What the oracle alone says of a fault that the tests catch first. */
  byOracle: string[];
}

function edit(files: readonly BundleFile[], file: string, { find, replace }: Edit): BundleFile[] {
  const target = files.find(({ name }) => name === file);
  if (target?.text.split(find).length !== 2) throw new Error(`${file} does not hold, exactly once: ${find}`);
  return files.map((one) => (one === target ? { ...one, text: one.text.replace(find, () => replace) } : one));
}

/** @throws Error where the edit does not apply, changes nothing, or leaves no bundle. */
function seed(bundle: Bundle, fault: Fault): PolicyEngine {
  const once = edit(bundle.files, fault.file, fault);
  const faulty = parseBundle(fault.and ? edit(once, fault.and.file ?? fault.file, fault.and) : once);
  checkAnnotations(faulty);
  if (faulty.hash === bundle.hash) throw new Error(`"${fault.name}" changes nothing`);
  return new CompiledEngine(faulty);
}

function breaks(property: () => void): boolean {
  try {
    property();
    return false;
  } catch {
    return true;
  }
}

function failsTest(engine: PolicyEngine): boolean {
  for (const failed of askTests(engine.bundle, engine)) if (failed) return true;
  return false;
}

const agreesInAnyWorld = (engine: PolicyEngine): boolean =>
  fc
    .sample(arbitraryCase(engine.bundle.hash), { numRuns: 6000, seed: 3 })
    .every(({ request, facts }) => differenceFrom(askOracle(request, facts), decide(request, facts, engine)) === null);

/** The first check that notices: the tests beside the policies, the oracle, or a property. */
function caughtBy(engine: PolicyEngine): string | null {
  if (failsTest(engine)) return 'tests';
  if (!agreesInAnyWorld(engine)) return 'oracle';
  const runs = { numRuns: 400, seed: 3, endOnFailure: true };
  const property = Object.entries(PROPERTIES).find(([, one]) => breaks(() => one(engine, runs)));
  if (property) return property[0];
  return SITUATIONS.find((situation) => !compareOracle(situation, engine).next().done) ?? null;
}

const bundle = await loadPolicies('policies');
const all = readPage<Fault[]>('seeded-faults.yaml');
const faults = all.filter((_, index) => index % Number(process.argv[2]) === 0);
const roles = all.find(({ name }) => name === 'roles are not checked')!;
const report: CaughtFaults = {
  caught: Object.fromEntries(faults.map((fault) => [fault.name, caughtBy(seed(bundle, fault))])),
  byOracle: [...compareOracle('margaret-given', seed(bundle, roles))],
};
process.stdout.write(JSON.stringify(report));
