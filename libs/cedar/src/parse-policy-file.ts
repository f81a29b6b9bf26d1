import { policyToJson, templateToJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { BundleProblem } from './bundle-error.js';
import type { BundleFile, Rule } from './bundle.js';
import type { Template } from './link-templates.js';
import { lineOfError, messageOf } from './source-line.js';
import { findInexactLiterals, splitPolicies, type PolicyText } from './split-policies.js';

const ID_ANNOTATION = /@id\s*\(\s*"((?:\\.|[^"\\])*)"/;

const annotationsOf = (annotations: { [name: string]: string | null } | undefined): { [name: string]: string } =>
  Object.fromEntries(Object.entries(annotations ?? {}).map(([name, value]) => [name, value ?? '']));

function parsePolicy(source: PolicyText, file: string, id: string): Rule | Template | BundleProblem {
  const answer = policyToJson(source.text);
  const template = answer.type === 'failure' ? templateToJson(source.text) : null;
  if (template?.type === 'success') return { id, json: template.json, file, line: source.line };
  if (answer.type === 'failure') {
    const [error] = answer.errors;
    return error
      ? { file, line: lineOfError(error, source.text, source.line), rule: id, message: messageOf(error) }
      : { file, line: source.line, rule: id, message: 'not a policy' };
  }
  const { json } = answer;
  return { id, effect: json.effect, annotations: annotationsOf(json.annotations), json, file, ...source };
}

const isRule = (parsed: Rule | Template | BundleProblem): parsed is Rule => 'effect' in parsed;

/** What one file holds. */
export interface PolicyFile {
  rules: Rule[];
  templates: Template[];
  problems: BundleProblem[];
}

/** Reads the rules of one file; what cannot be read is told, not thrown, so that all files can be told of at once. */
export function parsePolicyFile({ name: file, text }: BundleFile): PolicyFile {
  const problems: BundleProblem[] = [];
  const rules: Rule[] = [];
  const templates: Template[] = [];
  splitPolicies(text).forEach((source, index) => {
    const id = ID_ANNOTATION.exec(source.text)?.[1] ?? `${file}#${index + 1}`;
    const parsed = parsePolicy(source, file, id);
    if (isRule(parsed)) rules.push(parsed);
    else if ('json' in parsed) templates.push(parsed);
    else problems.push(parsed);
    for (const { literal, line } of findInexactLiterals(source)) {
      problems.push({ file, line, rule: id, message: `integer ${literal} lies beyond ±(2^53 − 1)` });
    }
  });
  return { rules, templates, problems };
}
