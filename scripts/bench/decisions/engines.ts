import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadPolicy } from '@open-policy-agent/opa-wasm';
import { CompiledEngine, loadBundle, OfficialEngine, type PolicyEngine } from '#libs/cedar';
import { PROJECT_ROOT } from '../../local/layout.js';
import { decideByHand } from './decide-by-hand.js';
import type { BenchPlace, BenchQuestion } from './place.js';
import { allEntities, cedarQuestions } from './to-cedar.js';
import { regoQuestions } from './to-rego.js';

export const DECISIONS = join(PROJECT_ROOT, 'scripts', 'bench', 'decisions');

export type Decide = (question: BenchQuestion) => boolean;

/**
 * What decides the thirty policies in this thread, by name. All of them have the same facts in memory in the form that each
 * takes, find those of a question by name, and put the question together anew, as a server would.
 */
export async function makeEngines(place: BenchPlace, folder = DECISIONS): Promise<Readonly<Record<string, Decide>>> {
  const bundle = await loadBundle(join(folder, 'bundle'));
  const ask = cedarQuestions(place);
  const cedar = (engine: PolicyEngine): Decide => {
    return (question) => {
      const { decision, errors } = engine.evaluate(ask(question));
      return decision === 'allow' && errors.length === 0;
    };
  };
  const compiled = new CompiledEngine(bundle);
  const entities = compiled.prepare(allEntities(place));
  const rego = await loadPolicy(await readFile(join(folder, 'rego', 'policy.wasm')), { initial: 20 });
  rego.setData({});
  const slice = regoQuestions(place);
  return {
    byHand: (question) => decideByHand(place, question),
    compiledCedar: cedar(compiled),
    preparedCedar: (question) => {
      const { principal, action, resource, context } = ask(question);
      const { decision, errors } = compiled.evaluatePrepared({ principal, action, resource, context }, entities);
      return decision === 'allow' && errors.length === 0;
    },
    cedarWasm: cedar(new OfficialEngine(bundle)),
    opaWasm: (question) => {
      const [answer] = rego.evaluate(slice(question)) as { result: boolean }[];
      return answer?.result === true;
    },
  };
}

/** @throws Error when two of them do not agree: a measure of different answers would mean nothing */
export function requireAgreement(
  engines: Readonly<Record<string, Decide>>,
  questions: readonly BenchQuestion[],
): number {
  const { byHand, ...others } = engines;
  let permitted = 0;
  for (const [at, question] of questions.entries()) {
    const expected = byHand!(question);
    if (expected) permitted += 1;
    for (const [name, decide] of Object.entries(others)) {
      if (decide(question) !== expected) throw new Error(`${name} and byHand disagree about question ${at}`);
    }
  }
  return permitted;
}
