import { beforeAll, describe, expect, it } from '@jest/globals';
import { OfficialEngine, parseBundle, type Bundle, type BundleFile, type PolicyEngine } from '#libs/cedar';
import { checkAnnotations, loadPolicies } from '#libs/pdp';
import { compareMatrix, SITUATIONS } from './compare-matrix.js';
import { compareScript } from './compare-script.js';
import { PROPERTIES } from './properties.js';
import { readPage } from './town.js';

interface Edit {
  file?: string;
  find: string;
  replace: string;
}

interface Fault extends Edit {
  name: string;
  file: string;
  and?: Edit;
}

const faults = readPage<Fault[]>('seeded-faults.yaml');

const edit = (files: readonly BundleFile[], file: string, { find, replace }: Edit): BundleFile[] => {
  const target = files.find(({ name }) => name === file);
  if (target?.text.split(find).length !== 2) throw new Error(`${file} does not hold, exactly once: ${find}`);
  return files.map((one) => (one === target ? { ...one, text: one.text.replace(find, () => replace) } : one));
};

const seed = (bundle: Bundle, fault: Fault): Bundle => {
  const once = edit(bundle.files, fault.file, fault);
  return parseBundle(fault.and ? edit(once, fault.and.file ?? fault.file, fault.and) : once);
};

const breaks = (property: () => void): boolean => {
  try {
    property();
    return false;
  } catch {
    return true;
  }
};

/** The first check that notices: the script, a situation of the matrix, or a property; null where none does. */
const caughtBy = (engine: PolicyEngine): string | null => {
  if (compareScript(engine).length > 0) return 'script';
  const runs = { numRuns: 400, seed: 3, endOnFailure: true };
  const property = Object.entries(PROPERTIES).find(([, one]) => breaks(() => one(engine, runs)));
  if (property) return property[0];
  return SITUATIONS.find((situation) => !compareMatrix(situation, engine).next().done) ?? null;
};

describe('a fault in the policies is noticed', () => {
  let bundle: Bundle;
  beforeAll(async () => {
    bundle = await loadPolicies('policies');
  });

  it.each(faults.map((fault) => [fault.name, fault] as const))('%s', (_, fault) => {
    const faulty = seed(bundle, fault);
    checkAnnotations(faulty);
    expect(faulty.hash).not.toBe(bundle.hash);
    expect(caughtBy(new OfficialEngine(faulty))).not.toBeNull();
  });

  it('by the matrix too, where it stands in for the script', () => {
    const [faulty] = faults.filter(({ name }) => name === 'roles are not checked').map((fault) => seed(bundle, fault));
    const differences = faulty ? [...compareMatrix('margaret-none', new OfficialEngine(faulty))] : [];
    expect(differences).toContain('margaret-none recep NM-GP COC MEDS role-not-in-agreement, seen permit');
  });
});
