import {
  BundleError,
  CompiledEngine,
  type CedarEntity,
  type Evaluation,
  type PolicyEngine,
  type PreparedEntities,
} from '#libs/cedar';
import type { AccessQuestion } from '#libs/contracts';
import type { ToRequest } from './to-request.js';

export type AskEngine = (question: AccessQuestion) => Evaluation;

/**
 * How to put questions to an engine. The compiled one takes the bundle's entities in once and is told names; only what is
 * sent with a question about itself has to be brought along. The official one is brought what it needs each time.
 * @throws BundleError when the entities do not fit the schema
 */
export function askEngine(engine: PolicyEngine, toRequest: ToRequest, entities: CedarEntity[]): AskEngine {
  if (!(engine instanceof CompiledEngine)) return (question) => engine.evaluate(toRequest.withEntities(question));
  const prepared = prepare(engine, entities);
  return (question) =>
    question.subject.properties || question.resource.properties
      ? engine.evaluate(toRequest.withEntities(question))
      : engine.evaluatePrepared(toRequest.named(question), prepared);
}

function prepare(engine: CompiledEngine, entities: CedarEntity[]): PreparedEntities {
  try {
    return engine.prepare(entities);
  } catch (error) {
    const { type, id } = (entities.find((entity) => !isPreparable(engine, entity)) ?? entities[0]!).uid;
    const message = `${type}::${JSON.stringify(id)}: ${(error as Error).message}`;
    throw new BundleError([{ file: 'entities.json', line: 1, rule: null, message }]);
  }
}

function isPreparable(engine: CompiledEngine, entity: CedarEntity): boolean {
  try {
    engine.prepare([entity]);
    return true;
  } catch {
    return false;
  }
}
