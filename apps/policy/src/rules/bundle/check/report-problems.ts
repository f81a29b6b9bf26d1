import type { FieldError } from '#libs/contracts';
import type { CheckReport } from './check-report.js';

const at = (file: string, line: number | null): string => (line === null ? file : `${file}:${line}`);

/** What a check found wrong with the bundle itself: where it is stated, the rule, and the counterexample in words. */
export function reportProblems({ tests, proofs }: CheckReport): FieldError[] {
  const failed = tests.failed.map(({ file, line, says, expected, seen, rule }) => ({
    field: at(file, line),
    rule,
    detail: `${says}: expected ${expected}, but ${seen}`,
  }));
  const disproved = proofs.invariants
    .filter(({ proved }) => !proved)
    .map(({ id, says, file, line, counterexample }) => ({
      field: at(file, line),
      rule: counterexample?.rule ?? id,
      detail: `${id} (${says}) does not hold${inWords(counterexample)}`,
    }));
  return [...failed, ...disproved];
}

export function inWords(counterexample: CheckReport['proofs']['invariants'][number]['counterexample']): string {
  if (counterexample === null) return '';
  const named = counterexample.named === null ? '' : ` (for example ${counterexample.named})`;
  return `: ${counterexample.words}${named}`;
}
