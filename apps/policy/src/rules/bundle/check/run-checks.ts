import { parseInvariants, prove, runTests, wordingOf, type Invariant, type ProofReport } from '#libs/assurance';
import { BundleError, type Bundle, type BundleFile } from '#libs/cedar';
import { readBundle } from '../read-bundle.js';
import type { CheckQuestion } from './bundle-check.js';
import type { CheckReport, StandingInvariant } from './check-report.js';
import { inWords } from './report-problems.js';

const isInvariants = ({ name }: BundleFile): boolean => name.startsWith('invariants/');

/**
 * Tests and proves a bundle, and puts the invariants of the bundle in force to it as well, under their own assumptions:
 * rules may not lose a promise by rewording or leaving out its invariant. Pure; seconds of work.
 * @throws BundleError where tests or invariants cannot be read
 */
export function runChecks({ bundle: posted, inForce }: CheckQuestion): CheckReport {
  const bundle = readBundle(posted.files);
  const tests = runTests(bundle);
  const proofs = prove(bundle);
  const standing = inForce === null ? [] : standingInvariants(bundle, inForce.files.filter(isInvariants), proofs);
  const passed = tests.failed.length === 0 && proofs.proved;
  return { against: inForce?.hash ?? null, passed, tests, proofs, standing };
}

function standingInvariants(bundle: Bundle, before: readonly BundleFile[], own: ProofReport): StandingInvariant[] {
  const after = bundle.attachments.filter(isInvariants);
  const stated = new Set(parseInvariants(after).invariants.map(wording));
  const proofs = sameTexts(before, after) ? () => own : () => prove({ ...bundle, attachments: [...before] });
  const held = heldOf(proofs);
  return parseInvariants(before).invariants.map((invariant) => {
    const { id, says } = invariant;
    const counterexample = held.get(id) ?? null;
    return { id, says, stated: stated.has(wording(invariant)), holds: counterexample === null, counterexample };
  });
}

/** What breaks each invariant, by id; all of them where they cannot even be put to these rules. */
function heldOf(proofs: () => ProofReport): { get(id: string): string | undefined } {
  try {
    const broken = proofs().invariants.filter(({ proved }) => !proved);
    return new Map(broken.map(({ id, counterexample }) => [id, inWords(counterexample)]));
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    return { get: () => `: it cannot be put to these rules (${error.message})` };
  }
}

/** An invariant's own words, wherever they stand. */
const wording = ({ id, says, claim }: Invariant): string => wordingOf({ id, says, claim });

function sameTexts(before: readonly BundleFile[], after: readonly BundleFile[]): boolean {
  const texts = (files: readonly BundleFile[]): string =>
    JSON.stringify(files.map(({ name, text }) => `${name}\n${text.replaceAll('\r\n', '\n')}`).sort());
  return texts(before) === texts(after);
}
