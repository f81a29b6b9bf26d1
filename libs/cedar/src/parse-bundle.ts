import { createHash } from 'node:crypto';
import { checkParseSchema, schemaToJson, validate, type DetailedError } from '@cedar-policy/cedar-wasm/nodejs';
import type { Json } from '#libs/domain';
import { canonicalJson } from '#libs/tlog';
import { collectAttachments, digestOfAttachment } from './attachments.js';
import { BundleError, type BundleProblem } from './bundle-error.js';
import type { Bundle, BundleFile, Rule } from './bundle.js';
import { overLimits } from './engine-limits.js';
import { LINKS_FILE, linkTemplates } from './link-templates.js';
import { parsePolicyFile } from './parse-policy-file.js';
import { parsePrecedence } from './parse-precedence.js';
import { lineOfError, messageOf } from './source-line.js';

function refuseIfAny(problems: readonly BundleProblem[]): void {
  if (problems.length > 0) throw new BundleError(problems);
}

function findSchema(files: readonly BundleFile[]): BundleFile {
  const [schema, second] = files.filter(({ name }) => name.endsWith('.cedarschema'));
  if (!schema) throw new BundleError([{ file: '.', line: 1, rule: null, message: 'no *.cedarschema file' }]);
  refuseIfAny(
    second ? [{ file: second.name, line: 1, rule: null, message: `second schema beside ${schema.name}` }] : [],
  );
  const answer = checkParseSchema(schema.text);
  refuseIfAny(answer.type === 'failure' ? answer.errors.map((error) => schemaProblem(schema, error)) : []);
  return schema;
}

const schemaProblem = ({ name, text }: BundleFile, error: DetailedError): BundleProblem => ({
  file: name,
  line: lineOfError(error, text),
  rule: null,
  message: messageOf(error),
});

function collectRules(files: readonly BundleFile[]): Rule[] {
  const parsed = files.filter(({ name }) => name.endsWith('.cedar')).map(parsePolicyFile);
  const linked = linkTemplates(
    files.find(({ name }) => name === LINKS_FILE),
    parsed.flatMap((file) => file.templates),
  );
  const rules = [...parsed.flatMap((file) => file.rules), ...linked.rules];
  const twice = rules.flatMap(({ id, file, line }, index): BundleProblem[] => {
    const earlier = rules.slice(0, index).find((rule) => rule.id === id);
    return earlier ? [{ file, line, rule: id, message: `same @id as in ${earlier.file}:${earlier.line}` }] : [];
  });
  refuseIfAny([...parsed.flatMap((file) => file.problems), ...linked.problems, ...twice]);
  return rules.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Validates strictly against the schema. @returns warnings */
function validateRules(rules: readonly Rule[], schema: BundleFile): string[] {
  const staticPolicies = Object.fromEntries(rules.map(({ id, text }) => [id, text]));
  const answer = validate({ schema: schema.text, policies: { staticPolicies } });
  if (answer.type === 'failure') throw new BundleError(answer.errors.map((error) => schemaProblem(schema, error)));
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const problems = answer.validationErrors.map(({ policyId, error }): BundleProblem => {
    const rule = byId.get(policyId);
    const line = rule ? lineOfError(error, rule.text, rule.line) : 1;
    return { file: rule?.file ?? schema.name, line, rule: policyId, message: messageOf(error) };
  });
  // The validator tells of each rule once per action: once is enough.
  refuseIfAny(
    problems.filter(({ rule, line }, at) => at === problems.findIndex((one) => one.rule === rule && one.line === line)),
  );
  return [...answer.validationWarnings.map(({ error }) => error), ...answer.otherWarnings].map(messageOf);
}

/** Cedar's JSON forms are plain JSON once optional members that are not there are left out. */
const plainJson = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json;

function schemaJson(schema: BundleFile): Json {
  const answer = schemaToJson(schema.text);
  if (answer.type === 'failure') throw new BundleError(answer.errors.map((error) => schemaProblem(schema, error)));
  return plainJson(answer.json);
}

/**
 * Parses and validates the files of a bundle: any number of `*.cedar`, one `*.cedarschema`, perhaps a
 * `precedence.json`; its attachments are kept and counted in the hash but not read; others are ignored.
 * Pure: the same content always has the same hash. What could overrun the engine is refused before the engine sees it.
 * @throws BundleError naming file, line and rule of everything wrong.
 */
export function parseBundle(files: readonly BundleFile[]): Bundle {
  refuseIfAny(overLimits(files));
  const schema = findSchema(files);
  const rules = collectRules(files);
  const warnings = validateRules(rules, schema);
  const { precedence, problems } = parsePrecedence(
    files.find(({ name }) => name === 'precedence.json'),
    rules,
  );
  const { attachments, problems: misplaced } = collectAttachments(files);
  refuseIfAny([...problems, ...misplaced]);
  const policies = rules.map(({ id, json }) => ({ id, policy: plainJson(json) }));
  const canonical = canonicalJson({
    attachments: attachments.map(digestOfAttachment),
    policies,
    precedence,
    schema: schemaJson(schema),
  });
  return {
    hash: createHash('sha256').update(canonical).digest('hex'),
    canonical,
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    files,
    attachments,
    schema: schema.text,
    precedence,
    warnings,
  };
}
