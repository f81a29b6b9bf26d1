import { schemaToJsonWithResolvedTypes } from '@cedar-policy/cedar-wasm/nodejs';
import type { EvaluationRequest } from '../../policy-engine.js';
import { NotCompilable } from '../expressions/expression.js';
import type { ExtensionFunction } from '../extensions/functions.js';
import { Environment, type RequestValues } from '../values/environment.js';
import { ActionKinds } from './action-kinds.js';
import { EntityKinds } from './entity-kinds.js';
import { RequestRefusal } from './refusal.js';
import { RequestEntities } from './request-entities.js';
import { SchemaTypes } from './schema-types.js';
import { readUid } from './take-primitive.js';

/** Takes requests as one schema types them, refusing what the official engine's validation refuses. */
export class RequestTaker {
  readonly actions: ActionKinds;
  private readonly kinds: EntityKinds;

  /** @throws NotCompilable where the schema holds what cannot be taken in */
  constructor(schema: string, functions: ReadonlyMap<string, ExtensionFunction>) {
    const answer = schemaToJsonWithResolvedTypes(schema);
    if (answer.type === 'failure') throw new NotCompilable(answer.errors.map(({ message }) => message).join('; '));
    const types = new SchemaTypes(answer.json, functions);
    this.actions = new ActionKinds(answer.json, types);
    this.kinds = new EntityKinds(answer.json, types);
  }

  /** @throws RequestRefusal */
  take(request: EvaluationRequest): Environment {
    return new Environment(this.takeValues(request), this.takeEntities(request.entities));
  }

  /**
   * A request about entities that were taken in before. What they refer to must be among them: a reference is followed once
   * and its end kept. @throws RequestRefusal
   */
  takeWith(request: Omit<EvaluationRequest, 'entities'>, entities: RequestEntities): Environment {
    return new Environment(this.takeValues(request), entities);
  }

  private takeValues(request: Omit<EvaluationRequest, 'entities'>): RequestValues {
    const action = this.actions.take(request.action);
    const principal = this.kinds.takeRef(request.principal);
    const resource = this.kinds.takeRef(request.resource);
    if (!action.principals.has(principal.type)) throw new RequestRefusal(`principal of type ${principal.type}`);
    if (!action.resources.has(resource.type)) throw new RequestRefusal(`resource of type ${resource.type}`);
    return { principal, action: action.ref, resource, context: action.takeContext(request.context) };
  }

  /** @throws RequestRefusal */
  takeEntities(given: EvaluationRequest['entities']): RequestEntities {
    const entities = new RequestEntities(this.actions);
    for (const entity of given) {
      const { type, id } = readUid(entity.uid);
      if (typeof type !== 'string') throw new RequestRefusal('expected an entity');
      const kind = this.kinds.kindOf(type);
      if (kind !== undefined) entities.add(this.kinds.take(kind, id, entity));
      else if (this.actions.isActionType(type)) this.actions.check(entity);
      else throw new RequestRefusal(`undeclared entity type ${type}`);
    }
    entities.refuseCycles();
    return entities;
  }
}
