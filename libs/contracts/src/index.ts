export { CloudEventEnvelope, type CloudEvent } from './cloud-event.js';
export { DeliveryOffered, DELIVERY_OFFERED } from './events/delivery-offered.dto.js';
export {
  DirectiveChanged,
  DIRECTIVE_CHANGED,
  DIRECTIVE_CHANGES,
  type DirectiveChange,
} from './events/directive-changed.dto.js';
export { LinkCreated, LINK_CREATED } from './events/link-created.dto.js';
export {
  RelationshipChanged,
  RELATIONSHIP_CHANGED,
  RELATIONSHIP_CHANGES,
  type RelationshipChange,
} from './events/relationship-changed.dto.js';
export { pageOf, type Page } from './page.js';
export { PageQuery, MAX_PAGE, DEFAULT_PAGE } from './page-query.dto.js';
export { PROBLEM_CODES, problemType, type ProblemCode } from './problem-codes.js';
export { FieldError, ProblemDocument } from './problem.dto.js';
export { CONSENT_CHANGES_TOPIC, POLICY_CHANGES_TOPIC } from './events/topics.js';
