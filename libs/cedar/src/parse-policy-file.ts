import { policyToJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { BundleProblem } from './bundle-error.js';
import type { BundleFile, Rule } from './bundle.js';
import { lineOfError, messageOf } from './source-line.js';
import { findInexactLiterals, splitPolicies, type PolicyText } from './split-policies.js';

const ID_ANNOTATION = /@id\s*\(\s*"((?:\\.|[^"\\])*)"/;

const annotationsOf = (annotations: { [name: string]: string | null } | undefined): { [name: string]: string } =>
  Object.fromEntries(Object.entries(annotations ?? {}).map(([name, value]) => [name, value ?? '']));

const parsePolicy = (source: PolicyText, file: string, id: string): Rule | BundleProblem => {
  const answer = policyToJson(source.text);
  if (answer.type === 'failure') {
    const [error] = answer.errors;
    return error
      ? { file, line: lineOfError(error, source.text, source.line), rule: id, message: messageOf(error) }
      : { file, line: source.line, rule: id, message: 'not a policy' };
  }
  const { json } = answer;
  return { id, effect: json.effect, annotations: annotationsOf(json.annotations), json, file, ...source };
};

const isRule = (parsed: Rule | BundleProblem): parsed is Rule => 'effect' in parsed;

/** Reads the rules of one file; what cannot be read is told, not thrown, so that all files can be told of at once. */
export const parsePolicyFile = ({ name: file, text }: BundleFile): { rules: Rule[]; problems: BundleProblem[] } => {
  const problems: BundleProblem[] = [];
  const rules: Rule[] = [];
  splitPolicies(text).forEach((source, index) => {
    const id = ID_ANNOTATION.exec(source.text)?.[1] ?? `${file}#${index + 1}`;
    const parsed = parsePolicy(source, file, id);
    if (isRule(parsed)) rules.push(parsed);
    else problems.push(parsed);
    for (const { literal, line } of findInexactLiterals(source)) {
      problems.push({ file, line, rule: id, message: `integer ${literal} lies beyond ±(2^53 − 1)` });
    }
  });
  return { rules, problems };
};
