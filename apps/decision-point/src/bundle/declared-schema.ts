import { schemaToJson } from '@cedar-policy/cedar-wasm/nodejs';
import { BundleError, type Bundle, type EntityUid } from '#libs/cedar';
import { keeperOf, qualified, type Keep, type SchemaJson } from './declared-types.js';

export interface DeclaredAction {
  readonly uid: EntityUid;
  readonly keepContext: Keep;
}

/** What a bundle's schema declares: the attributes of each type of entity, and each action with its context. */
export class DeclaredSchema {
  private readonly shapes = new Map<string, Keep>();
  private readonly byName = new Map<string, DeclaredAction>();

  constructor(bundle: Bundle) {
    const answer = schemaToJson(bundle.schema);
    if (answer.type === 'failure') {
      throw new BundleError(answer.errors.map(({ message }) => ({ file: '.', line: 1, rule: null, message })));
    }
    const schema: SchemaJson = answer.json;
    // What stands outside of any namespace comes last, so that it is what a bare name means.
    const namespaces = Object.entries(schema).sort(([a], [b]) => (a > b ? -1 : 1));
    for (const [namespace, { entityTypes, actions }] of namespaces) {
      for (const [name, { shape }] of Object.entries(entityTypes)) {
        const none = { type: 'Record' };
        this.shapes.set(qualified(namespace, name), keeperOf(shape ?? none, namespace, schema));
      }
      for (const [name, { appliesTo }] of Object.entries(actions)) {
        if (!appliesTo) continue;
        const keepContext = keeperOf(appliesTo.context ?? { type: 'Record' }, namespace, schema);
        this.byName.set(name, { uid: { type: qualified(namespace, 'Action'), id: name }, keepContext });
      }
    }
  }

  /** An action by its name alone, as AuthZEN has it; undefined where the schema has none. */
  action(name: string): DeclaredAction | undefined {
    return this.byName.get(name);
  }

  /** Every action that can be asked about, by name. */
  actionNames(): string[] {
    return [...this.byName.keys()].sort();
  }

  /** What of these attributes the type declares; undefined for a type that the schema does not know. */
  keepAttributes(type: string): Keep | undefined {
    return this.shapes.get(type);
  }
}
