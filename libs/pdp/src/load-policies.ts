import { BundleError, loadBundle, type Bundle, type BundleProblem, type Rule } from '#libs/cedar';
import { isLegalMode, REASON_CODES } from '#libs/domain';
import { readLanguagePacks } from './explain/read-language-packs.js';
import { findUnknownObligation, obligationNames } from './obligations.js';

function faultOf(rule: Rule): string | null {
  const { basis, explain, explain_resident: toResident, reason } = rule.annotations;
  if (!rule.annotations['id']) return 'has no @id';
  if (!explain) return 'has no @explain';
  if (!toResident) return 'has no @explain_resident';
  if (rule.effect === 'forbid') {
    return (REASON_CODES as readonly (string | undefined)[]).includes(reason)
      ? null
      : `@reason ${reason ?? ''} is not a reason code`;
  }
  if (basis === undefined || !isLegalMode(basis)) return `@basis ${basis ?? ''} is not a legal mode`;
  const unknown = findUnknownObligation(obligationNames(rule));
  return unknown === null ? null : `@obligation ${unknown} is not known`;
}

/**
 * Refuses a bundle whose annotations the decision point could not act on: rules need @id, @explain
 * and the same to the resident as @explain_resident, forbids a @reason and a place in the order of domain 1.5, permits a @basis and only obligations that can be kept;
 * and one with a language pack that explanations could not read.
 * @throws BundleError
 */
export function checkAnnotations(bundle: Bundle): void {
  const problems = [...bundle.rules.values()].flatMap((rule): BundleProblem[] => {
    const unplaced = rule.effect === 'forbid' && !bundle.precedence.includes(rule.id);
    const message = faultOf(rule) ?? (unplaced ? 'has no place in precedence.json' : null);
    return message === null ? [] : [{ file: rule.file, line: rule.line, rule: rule.id, message }];
  });
  problems.push(...readLanguagePacks(bundle).problems);
  if (problems.length > 0) throw new BundleError(problems);
}

/** Loads a folder of policies that `decide` can use. @throws BundleError naming file, line and rule. */
export async function loadPolicies(folder: string): Promise<Bundle> {
  const bundle = await loadBundle(folder);
  checkAnnotations(bundle);
  return bundle;
}
