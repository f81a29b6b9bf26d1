import { schemaToJsonWithResolvedTypes } from '@cedar-policy/cedar-wasm/nodejs';
import type { Attribute, AttributeType, Family, RecordType } from './attribute-type.js';

/** The parts of Cedar's JSON schema that the prover reads, types resolved. */
interface TypeJson {
  type: string;
  name?: string;
  element?: TypeJson;
  attributes?: { [name: string]: TypeJson & { required?: boolean } };
}

interface ActionJson {
  appliesTo?: { principalTypes: string[]; resourceTypes: string[]; context?: TypeJson };
  memberOf?: { id: string; type?: string }[];
}

interface NamespaceJson {
  commonTypes?: { [name: string]: TypeJson };
  entityTypes?: { [name: string]: { shape?: TypeJson; memberOfTypes?: string[]; enum?: unknown } };
  actions?: { [name: string]: ActionJson };
}

const EMPTY: RecordType = { is: 'record', attributes: new Map() };
const qualify = (namespace: string, name: string): string => (namespace === '' ? name : `${namespace}::${name}`);

class SchemaReader {
  private readonly common = new Map<string, TypeJson>();
  private readonly shapes = new Map<string, TypeJson | undefined>();
  private readonly parents = new Map<string, string[]>();

  constructor(private readonly namespaces: { [name: string]: NamespaceJson }) {
    for (const [namespace, { commonTypes = {}, entityTypes = {} }] of Object.entries(namespaces)) {
      for (const [name, type] of Object.entries(commonTypes)) this.common.set(qualify(namespace, name), type);
      for (const [name, { shape, memberOfTypes = [] }] of Object.entries(entityTypes)) {
        this.shapes.set(qualify(namespace, name), shape);
        this.parents.set(qualify(namespace, name), memberOfTypes);
      }
    }
  }

  typeOf(json: TypeJson): AttributeType {
    switch (json.type) {
      case 'Bool':
      case 'Boolean':
        return { is: 'bool' };
      case 'Long':
        return { is: 'long' };
      case 'String':
        return { is: 'text', sort: 'String' };
      case 'Entity':
        return { is: 'text', sort: json.name ?? '' };
      case 'Set':
        return { is: 'set', element: this.typeOf(json.element ?? { type: '?' }) };
      case 'Record':
        return this.recordOf(json);
      default: {
        const common = this.common.get(json.type);
        return common ? this.typeOf(common) : { is: 'opaque', name: json.name ?? json.type };
      }
    }
  }

  private recordOf({ attributes = {} }: TypeJson): RecordType {
    const read = Object.entries(attributes).map(([name, attribute]): [string, Attribute] => [
      name,
      { type: this.typeOf(attribute), required: attribute.required !== false },
    ]);
    return { is: 'record', attributes: new Map(read) };
  }

  private shapeOf(entityType: string): RecordType {
    const type = this.typeOf(this.shapes.get(entityType) ?? { type: 'Record' });
    return type.is === 'record' ? type : EMPTY;
  }

  /** A name and everything that it is in, at once or through others. */
  private static closure(parents: (name: string) => readonly string[], name: string): string[] {
    const found = new Set([name]);
    for (const one of found) for (const parent of parents(one)) found.add(parent);
    return [...found];
  }

  families(): Family[] {
    const families = new Map<string, Family>();
    const within = new Map(
      [...this.shapes.keys()].map((type) => [type, SchemaReader.closure((one) => this.parents.get(one) ?? [], type)]),
    );
    for (const [namespace, { actions = {} }] of Object.entries(this.namespaces)) {
      const groupsOf = (name: string): string[] => (actions[name]?.memberOf ?? []).map(({ id }) => id);
      for (const [name, { appliesTo }] of Object.entries(actions)) {
        const contextType = this.typeOf(appliesTo?.context ?? { type: 'Record' });
        const context = contextType.is === 'record' ? contextType : EMPTY;
        for (const principal of appliesTo?.principalTypes ?? []) {
          for (const resource of appliesTo?.resourceTypes ?? []) {
            const key = JSON.stringify([namespace, principal, resource, appliesTo?.context]);
            const attributes = { principal: this.shapeOf(principal), resource: this.shapeOf(resource), context };
            const family = families.get(key) ?? {
              principal,
              resource,
              actionType: qualify(namespace, 'Action'),
              actions: [],
              actionGroups: new Map<string, readonly string[]>(),
              within,
              attributes,
            };
            family.actions.push(name);
            const groups = new Map(family.actionGroups).set(name, SchemaReader.closure(groupsOf, name));
            families.set(key, { ...family, actionGroups: groups });
          }
        }
      }
    }
    return [...families.values()];
  }
}

/** The shapes of request that a schema allows. @throws Error when the schema does not parse (a bundle's always does). */
export function readFamilies(schema: string): Family[] {
  const answer = schemaToJsonWithResolvedTypes(schema);
  if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '));
  return new SchemaReader(answer.json).families();
}
