import type { AccessQuestion } from './access-question.js';
import { bodyObject, NAMES, requireParts } from './check-parts.js';

const PARTS = { subject: NAMES.subject, action: NAMES.action, resource: NAMES.resource };

/**
 * The body of an Access Evaluation request. Unknown fields are left where they are and never looked at (AuthZEN 1.0, JSON
 * Serialization: receivers must ignore them). The body itself is returned: nothing is copied.
 * @throws ShapeError naming every field that is wrong
 */
export function readQuestion(body: unknown): AccessQuestion {
  const question = bodyObject(body);
  requireParts<AccessQuestion>(question, PARTS);
  return question;
}
