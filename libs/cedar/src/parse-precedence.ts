import type { BundleProblem } from './bundle-error.js';
import type { BundleFile, Rule } from './bundle.js';

interface PrecedenceStep {
  step: string;
  rules: string[];
}

function isStep(value: unknown): value is PrecedenceStep {
  if (typeof value !== 'object' || value === null) return false;
  const { step, rules } = value as Partial<Record<keyof PrecedenceStep, unknown>>;
  return typeof step === 'string' && Array.isArray(rules) && rules.every((rule) => typeof rule === 'string');
}

function readSteps(text: string): PrecedenceStep[] | null {
  try {
    const steps: unknown = JSON.parse(text);
    return Array.isArray(steps) && steps.every(isStep) ? steps : null;
  } catch {
    return null;
  }
}

function lineOf(text: string, rule: string): number {
  const offset = text.indexOf(JSON.stringify(rule));
  return offset < 0 ? 1 : text.slice(0, offset).split('\n').length;
}

/**
 * Reads the order in which denials are reported: a JSON list of steps, each with the ids of its forbids. Where a
 * bundle states an order it states it for every forbid, once: an unplaced one could hide behind another.
 */
export function parsePrecedence(
  file: BundleFile | undefined,
  rules: readonly Rule[],
): { precedence: string[]; problems: BundleProblem[] } {
  if (file === undefined) return { precedence: [], problems: [] };
  const steps = readSteps(file.text);
  if (steps === null) {
    const message = 'expected a JSON list of {"step": text, "rules": [ids]}';
    return { precedence: [], problems: [{ file: file.name, line: 1, rule: null, message }] };
  }
  const precedence = steps.flatMap((step) => step.rules);
  const forbids = new Map(rules.filter(({ effect }) => effect === 'forbid').map((rule) => [rule.id, rule]));
  const misplaced = precedence
    .filter((id, index) => !forbids.has(id) || precedence.indexOf(id) !== index)
    .map((id) => ({
      file: file.name,
      line: lineOf(file.text, id),
      rule: id,
      message: 'is no forbid here, or stands twice',
    }));
  const unplaced = [...forbids.values()]
    .filter(({ id }) => !precedence.includes(id))
    .map(({ id, file: at, line }) => ({ file: at, line, rule: id, message: `has no place in ${file.name}` }));
  return { precedence, problems: [...misplaced, ...unplaced] };
}
