/** What an attribute may hold, as far as the prover tells values apart. */
export type AttributeType =
  | { readonly is: 'bool' }
  | { readonly is: 'long' }
  /** A string, or an entity of the type that the sort names. */
  | { readonly is: 'text'; readonly sort: string }
  | { readonly is: 'set'; readonly element: AttributeType }
  | { readonly is: 'record'; readonly attributes: ReadonlyMap<string, Attribute> }
  /** An extension type: its values are not compared here. */
  | { readonly is: 'opaque'; readonly name: string };

export interface Attribute {
  type: AttributeType;
  required: boolean;
}

export type RecordType = Extract<AttributeType, { is: 'record' }>;

export const STRING: AttributeType = { is: 'text', sort: 'String' };

/** Requests of one shape: the same types of principal, resource and context, whatever the action. */
export interface Family {
  principal: string;
  resource: string;
  actionType: string;
  actions: string[];
  /** For an action, itself and the groups that it is in. */
  actionGroups: ReadonlyMap<string, readonly string[]>;
  /** For an entity type, itself and the types that its entities may be in. */
  within: ReadonlyMap<string, readonly string[]>;
  attributes: { principal: RecordType; resource: RecordType; context: RecordType };
}
