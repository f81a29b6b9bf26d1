import type { SchemaJson, Type } from '@cedar-policy/cedar-wasm/nodejs';
import { NotCompilable } from '../expressions/expression.js';
import type { ExtensionFunction } from '../extensions/functions.js';
import type { ExtensionKind } from '../values/value.js';
import { takeRecord, takeSet, type TakeAttribute } from './take-composite.js';
import { takeEntityRef, takeExtension, takePrimitive } from './take-primitive.js';
import type { Take } from './taker.js';
import type { RecordValue } from '../values/value.js';

type SchemaType = Type<string>;
type RecordType = Extract<SchemaType, { type: 'Record' }>;

const EXTENSIONS: ReadonlySet<string> = new Set<ExtensionKind>(['decimal', 'ipaddr', 'datetime', 'duration']);
const PRIMITIVES: { readonly [name: string]: 'Bool' | 'Long' | 'String' } = {
  Bool: 'Bool',
  Boolean: 'Bool',
  Long: 'Long',
  String: 'String',
};

/** Turns the types of a schema, all names resolved, into what takes their values from a request. */
export class SchemaTypes {
  private readonly common = new Map<string, SchemaType>();
  private readonly enumerated = new Map<string, ReadonlySet<string>>();

  constructor(
    schema: SchemaJson<string>,
    private readonly functions: ReadonlyMap<string, ExtensionFunction>,
  ) {
    for (const [namespace, { commonTypes = {}, entityTypes }] of Object.entries(schema)) {
      const qualified = (name: string): string => (namespace === '' ? name : `${namespace}::${name}`);
      for (const [name, type] of Object.entries(commonTypes)) this.common.set(qualified(name), type);
      for (const [name, kind] of Object.entries(entityTypes)) {
        if ('enum' in kind) this.enumerated.set(qualified(name), new Set(kind.enum));
      }
    }
  }

  /** The ids of an enumerated entity type; null for any other. */
  idsOf(type: string): ReadonlySet<string> | null {
    return this.enumerated.get(type) ?? null;
  }

  /** @throws NotCompilable */
  takerOf(type: SchemaType): Take {
    if ('element' in type) return takeSet(this.takerOf(type.element));
    if ('attributes' in type) return this.recordTaker(type);
    if (type.type === 'Entity' && 'name' in type) return takeEntityRef(type.name, this.idsOf(type.name));
    if (type.type === 'Extension' && 'name' in type) return this.namedTaker(type.name);
    return this.namedTaker(type.type);
  }

  /** The attributes of an entity type, or a context: a record, perhaps by the name of a common type. */
  recordTakerOf(type: SchemaType | undefined): (given: unknown) => RecordValue {
    if (type === undefined) return takeRecord(new Map());
    if ('attributes' in type) return this.recordTaker(type);
    const common = this.common.get(type.type);
    if (common) return this.recordTakerOf(common);
    throw new NotCompilable(`type ${type.type}, where a record is needed`);
  }

  private recordTaker({ attributes }: RecordType): (given: unknown) => RecordValue {
    return takeRecord(
      new Map(
        Object.entries(attributes).map(([name, type]): [string, TakeAttribute] => [
          name,
          { required: type.required ?? true, ...this.plainTakerOf(type) },
        ]),
      ),
    );
  }

  private plainTakerOf(type: SchemaType): Pick<TakeAttribute, 'take' | 'plain'> {
    const take = this.takerOf(type);
    return { take, plain: take.plain ?? null };
  }

  private namedTaker(name: string): Take {
    const common = this.common.get(name);
    if (common) return this.takerOf(common);
    const builtIn = name.replace(/^__cedar::/, '');
    const primitive = Object.hasOwn(PRIMITIVES, builtIn) ? PRIMITIVES[builtIn] : undefined;
    if (primitive) return takePrimitive(primitive, this.functions);
    if (EXTENSIONS.has(builtIn)) return takeExtension(builtIn as ExtensionKind, this.functions);
    throw new NotCompilable(`type ${name} of the schema`);
  }
}
