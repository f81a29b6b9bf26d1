export { Change, ChangeOfResident, type Effect } from './events/change.dto.js';
export {
  ANYTHING,
  type ChangeData,
  changeSaid,
  type ChangeType,
  effectOf,
  readShape,
} from './events/change-effects.js';
export { CloudEventEnvelope, type CloudEvent } from './cloud-event.js';
export { DeliveryOffered, DELIVERY_OFFERED } from './events/delivery-offered.dto.js';
export {
  DirectiveChanged,
  DIRECTIVE_CHANGED,
  DIRECTIVE_CHANGES,
  type DirectiveChange,
} from './events/directive-changed.dto.js';
export { IsDay, IsInstant } from './input/is-instant.js';
export { IsPseudonym } from './input/is-pseudonym.js';
export { LinkCreated, LINK_CREATED } from './events/link-created.dto.js';
export { ResidentJoined, RESIDENT_JOINED } from './events/resident-joined.dto.js';
export { PlaceResumed, PLACE_RESUMED, RESUMED_KINDS } from './events/place-resumed.dto.js';
export {
  RelationshipChanged,
  RELATIONSHIP_CHANGED,
  RELATIONSHIP_CHANGES,
  type RelationshipChange,
} from './events/relationship-changed.dto.js';
export type { Loggable, LogFields, LogLines } from './log/log-lines.js';
export { LOGGABLE_FIELDS, type LoggableField } from './log/loggable-fields.js';
export { PASSING_REFUSALS, passesByItself } from './passing-refusals.js';
export { pageOf, type Page } from './page.js';
export { PageQuery, MAX_PAGE, DEFAULT_PAGE } from './page-query.dto.js';
export { PROBLEM_CODES, problemInstance, problemType, type ProblemCode } from './problem-codes.js';
export { FieldError, ProblemDocument } from './problem.dto.js';
export { CONSENT_CHANGES_TOPIC, POLICY_CHANGES_TOPIC } from './events/topics.js';
export {
  isUnreadable,
  SEMANTICS,
  type AccessQuestion,
  type AccessQuestions,
  type ActionSearch,
  type NamedAction,
  type NamedEntity,
  type Properties,
  type ResourceSearch,
  type SearchPage,
  type Semantic,
  type SoughtEntity,
  type SubjectSearch,
  type UnreadableItem,
} from './authzen/access-question.js';
export { AuthzenMetadata, authzenMetadata } from './authzen/metadata.dto.js';
export { readQuestion } from './authzen/read-question.js';
export { readQuestions } from './authzen/read-questions.js';
export { readActionSearch, readResourceSearch, readSubjectSearch } from './authzen/read-search.js';
export { DEFAULT_RESULTS, MOST_RESULTS, nextToken } from './authzen/search-page.js';
export { STOP_ROUTES, stopsSharing, type StopRoute } from './stop-routes.js';
export { ShapeError } from './authzen/shape-error.js';
