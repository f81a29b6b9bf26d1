import type { ActionSearch, ResourceSearch, SubjectSearch } from './access-question.js';
import { bodyObject, NAMES, requireParts } from './check-parts.js';
import { readPage } from './search-page.js';

const SOUGHT = ['type'] as const;

/** AuthZEN 1.0, Subject Search: everyone of a kind who may. @throws ShapeError */
export function readSubjectSearch(body: unknown): SubjectSearch {
  const search = bodyObject(body);
  requireParts<SubjectSearch>(search, { subject: SOUGHT, action: NAMES.action, resource: NAMES.resource });
  return { ...search, page: readPage(search, 'subject') };
}

/** AuthZEN 1.0, Resource Search: everything of a kind that one may have. @throws ShapeError */
export function readResourceSearch(body: unknown): ResourceSearch {
  const search = bodyObject(body);
  requireParts<ResourceSearch>(search, { subject: NAMES.subject, action: NAMES.action, resource: SOUGHT });
  return { ...search, page: readPage(search, 'resource') };
}

/** AuthZEN 1.0, Action Search: all that one may do to it. @throws ShapeError */
export function readActionSearch(body: unknown): ActionSearch {
  const search = bodyObject(body);
  requireParts<ActionSearch>(search, { subject: NAMES.subject, resource: NAMES.resource });
  return { ...search, page: readPage({ ...search, action: undefined }, 'action') };
}
