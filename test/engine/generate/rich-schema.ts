/** A schema with every kind of type: hierarchies of entities and actions, tags, enumerations, records, extensions. */
export const RICH_SCHEMA = `
type Place = { city: String, code?: Long, geo?: { lat: decimal, ok: Bool } };
entity Group in [Group];
entity Team in [Group] { level: Long } tags Long;
entity Colour enum ["red", "green"];
entity Person in [Team, Group] {
  name: String, age: Long, active: Bool, roles: Set<String>, scores: Set<Long>,
  boss?: Person, friends: Set<Person>, home: Place, rate: decimal, address?: ipaddr,
  born: datetime, shift?: duration, likes?: Colour, "constructor"?: Long, "odd name"?: String
} tags Set<String>;
entity Doc in [Group] { owner: Person, level: Long, words: Set<String>, ranges: Set<ipaddr>, places?: Set<Place> } tags Long;
action view, edit;
action read in [view];
action write in [edit, view] appliesTo { principal: [Person, Team], resource: [Doc, Person], context: {
  now: datetime, limit: Long, from?: ipaddr, reason?: String, tags: Set<String>, on?: Person, place?: Place,
  quota: decimal, wait: duration, urgent: Bool
} };
namespace Far {
  type Note = { text: String, "__cedar_like"?: Long };
  entity Star in [Group2]; entity Group2;
  action look in [Action::"skim"] appliesTo { principal: [Person, Star], resource: [Star], context: { note: Note } };
  action skim;
}
`;

/** The types by which expressions are drawn. */
export type Kind =
  | 'Bool'
  | 'Long'
  | 'String'
  | 'Strings'
  | 'Longs'
  | 'Person'
  | 'Persons'
  | 'Doc'
  | 'Group'
  | 'Place'
  | 'decimal'
  | 'ipaddr'
  | 'Ranges'
  | 'datetime'
  | 'duration'
  | 'Colour';

type Attributes = { readonly [name: string]: Kind };

export const PERSON: Attributes = {
  name: 'String',
  age: 'Long',
  active: 'Bool',
  roles: 'Strings',
  scores: 'Longs',
  boss: 'Person',
  friends: 'Persons',
  home: 'Place',
  rate: 'decimal',
  address: 'ipaddr',
  born: 'datetime',
  shift: 'duration',
  likes: 'Colour',
  constructor: 'Long' as const,
  'odd name': 'String',
};

export const DOC: Attributes = { owner: 'Person', level: 'Long', words: 'Strings', ranges: 'Ranges' };

export const CONTEXT: Attributes = {
  now: 'datetime',
  limit: 'Long',
  from: 'ipaddr',
  reason: 'String',
  tags: 'Strings',
  on: 'Person',
  place: 'Place',
  quota: 'decimal',
  wait: 'duration',
  urgent: 'Bool',
};

export const PLACE: Attributes = { city: 'String', code: 'Long' };
