import type { AccessQuestion, NamedAction, NamedEntity, Properties } from '#libs/contracts';
import type { CedarEntity, EvaluationRequest } from '#libs/cedar';
import type { DeclaredAction, DeclaredSchema } from '../bundle/declared-schema.js';
import type { EntityStore } from '../bundle/entity-store.js';
import { holdsObjects } from '../bundle/uids-in.js';

type Attributes = CedarEntity['attrs'];

/** A request without entities. */
export type NamedRequest = Omit<EvaluationRequest, 'entities'>;

const NOTHING: Attributes = {};

/**
 * A question in Cedar's words (design 9): type and id are the entity's name; properties of subject and resource are
 * attributes, and those sent override those stored; the action's stand in `context.action`. What the schema does not declare
 * is dropped. An entity that the bundle does not have is what was sent of it, or absent where nothing was.
 */
export class ToRequest {
  constructor(
    private readonly schema: DeclaredSchema,
    private readonly store: EntityStore,
  ) {}

  /** With every entity of the bundle that a rule could get to from there. */
  withEntities(question: AccessQuestion): EvaluationRequest {
    const { subject, resource } = question;
    const request = this.named(question);
    const entities: CedarEntity[] = [];
    this.store.begin();
    if (subject.properties || resource.properties) this.putSent(subject, resource, entities);
    this.takeStored(subject, entities);
    this.takeStored(resource, entities);
    if (holdsObjects(request.context)) this.store.takeNamedIn(request.context, entities);
    return { ...request, entities };
  }

  /** For an engine that holds the entities itself. */
  named({ subject, action, resource, context }: AccessQuestion): NamedRequest {
    const declared = this.schema.action(action.name);
    return {
      principal: { type: subject.type, id: subject.id },
      action: declared?.uid ?? { type: 'Action', id: action.name },
      resource: { type: resource.type, id: resource.id },
      context: keptContext(context, action, declared),
    };
  }

  private takeStored(named: NamedEntity, entities: CedarEntity[]): void {
    const stored = this.store.find(named);
    if (stored) this.store.take(stored, entities);
  }

  /** What was sent, before anything stored is taken: an entity may stand in a request once. */
  private putSent(subject: NamedEntity, resource: NamedEntity, entities: CedarEntity[]): void {
    const same = subject.type === resource.type && subject.id === resource.id;
    const sent = same
      ? [{ ...subject, properties: { ...subject.properties, ...resource.properties } }]
      : [subject, resource].filter(({ properties }) => properties !== undefined);
    for (const named of sent) this.store.putInstead(this.entityOf(named), entities);
    // The sent ones stand before whatever they name, so their number is known.
    for (const { attrs, parents } of entities.slice(0, sent.length)) this.store.takeNamedIn([attrs, parents], entities);
  }

  private entityOf({ type, id, properties = {} }: NamedEntity): CedarEntity {
    const keep = this.schema.keepAttributes(type);
    const attrs = keep ? (keep(properties) as Attributes) : NOTHING;
    const stored = this.store.find({ type, id })?.entity;
    return stored ? { ...stored, attrs: { ...stored.attrs, ...attrs } } : { uid: { type, id }, attrs, parents: [] };
  }
}

/** An action that the schema lacks is refused by the engine, whatever the context. */
function keptContext(context: Properties | undefined, action: NamedAction, declared?: DeclaredAction): Attributes {
  const whole = action.properties ? { ...context, action: action.properties } : context;
  return whole && declared ? (declared.keepContext(whole) as Attributes) : NOTHING;
}
