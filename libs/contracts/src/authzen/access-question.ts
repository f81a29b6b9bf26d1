/** What an entity, an action or a question's surroundings carry beside their names; values are whatever JSON holds. */
export type Properties = Readonly<Record<string, unknown>>;

/** AuthZEN 1.0, Subject and Resource. */
export interface NamedEntity {
  readonly type: string;
  readonly id: string;
  readonly properties?: Properties;
}

/** An entity that a search is for: its kind, and perhaps what it would carry. An id is ignored (AuthZEN 1.0, Search). */
export type SoughtEntity = Omit<NamedEntity, 'id'>;

/** AuthZEN 1.0, Action. */
export interface NamedAction {
  readonly name: string;
  readonly properties?: Properties;
}

/** AuthZEN 1.0, Access Evaluation request: whether this subject may do that to this resource. */
export interface AccessQuestion {
  readonly subject: NamedEntity;
  readonly action: NamedAction;
  readonly resource: NamedEntity;
  readonly context?: Properties;
}

export const SEMANTICS = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const;
export type Semantic = (typeof SEMANTICS)[number];

/** One of several that could not be read: it alone is answered with a denial (AuthZEN 1.0, Evaluations, Errors). */
export interface UnreadableItem {
  readonly unreadable: string;
}

/** AuthZEN 1.0, Access Evaluations request: several questions, or the one that the body itself is where none are listed. */
export interface AccessQuestions {
  readonly listed: boolean;
  readonly semantic: Semantic;
  readonly questions: readonly (AccessQuestion | UnreadableItem)[];
}

export const isUnreadable = (item: AccessQuestion | UnreadableItem): item is UnreadableItem => 'unreadable' in item;

/** What page of a search is asked for. */
export interface SearchPage {
  /** Behind which candidate it begins; null for the first. */
  readonly after: string | null;
  readonly limit: number;
  /** Names the search, so that a token of another one is refused. */
  readonly search: string;
}

export interface SubjectSearch extends Omit<AccessQuestion, 'subject'> {
  readonly subject: SoughtEntity;
  readonly page: SearchPage;
}
export interface ResourceSearch extends Omit<AccessQuestion, 'resource'> {
  readonly resource: SoughtEntity;
  readonly page: SearchPage;
}
export interface ActionSearch extends Omit<AccessQuestion, 'action'> {
  readonly page: SearchPage;
}
