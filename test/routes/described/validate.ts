import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Documents } from './documents.js';

/** One `default` problem stands for every refusal: `type` and `code` tell them apart, not a list of numbers. */
const RULES = { extends: ['recommended-strict' as const], rules: { 'operation-4xx-response': 'off' as const } };

/** By the schema of OpenAPI itself, and by JSON Schema's own: OpenAPI 3.1 leaves to that what stands in a schema. */
export async function schemaFaults(documents: Documents): Promise<string[]> {
  const found: string[] = [];
  for (const [app, document] of Object.entries(documents)) {
    const { valid } = await new Validator().validate({ ...structuredClone(document) });
    if (!valid || !schemasIn(document).every((schema) => ajv.validateSchema(schema) === true)) found.push(app);
  }
  return found;
}

const ajv = new Ajv2020({ strict: false, logger: false });

/** Of answers, bodies and parameters, and those that they refer to. */
function schemasIn(part: object): object[] {
  return Object.entries(part).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null) return [];
    if (name === 'schemas') return Object.values(value) as object[];
    return name === 'schema' ? [value] : schemasIn(value);
  });
}

/** By another's reading of it, which also follows what refers to what. */
export async function readingFaults(documents: Documents): Promise<string[]> {
  const config = await createConfig(RULES);
  const found: string[] = [];
  for (const [app, document] of Object.entries(documents)) {
    const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: `${app}.json`, config });
    found.push(...problems.map(({ ruleId, location }) => `${app} ${ruleId} ${location[0]?.pointer ?? ''}`));
  }
  return found;
}
