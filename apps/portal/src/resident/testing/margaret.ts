import { PortalConfig } from '../../config.js';
import type { Person, SessionContent } from '../../session/session.js';
import { type Answers, listOf, visitOf, type VisitOf } from '../../testing/visit-of.js';
import type { Directive, OwnSharing, SharedAgreement } from '../record/answers.js';
import { answered, D1, D2, sharingOf } from './town.js';

const MARGARET: Person = { audience: 'resident', sub: 'margaret' };

/** Calls of a resident's pages, as a spec answers them. */
export const CALLS = {
  directives: 'GET /api/consent/v1/residents/me/directives',
  say: 'POST /api/consent/v1/residents/me/directives',
  agreements: 'GET /api/policy/v1/residents/me/agreements',
  sharing: 'GET /api/policy/v1/residents/me/sharing',
  history: 'GET /api/audit/v1/residents/me/history',
  recalls: 'GET /api/relay/v1/residents/me/recalls',
  one: (id: string): string => `GET /api/consent/v1/directives/${id}`,
  withdraw: (id: string): string => `POST /api/consent/v1/directives/${id}/withdraw`,
  lift: (id: string): string => `POST /api/consent/v1/directives/${id}/lift`,
} as const;

/** What the APIs know of Margaret: what she said, and what is shared; nobody looked, and nothing was called back. */
export function knownOf(
  directives: readonly Directive[] = [],
  items: readonly SharedAgreement[] = [answered(D1, null), answered(D2, 'needs-consent')],
): Answers {
  const shared: OwnSharing = sharingOf(...items);
  return {
    [CALLS.directives]: listOf(...directives),
    ...Object.fromEntries(directives.map((one) => [CALLS.one(one.id), one])),
    [CALLS.agreements]: { asOf: shared.asOf, items },
    [CALLS.sharing]: shared,
    [CALLS.history]: listOf(),
    [CALLS.recalls]: { recalls: [] },
  };
}

/** A visit of Margaret's: what the APIs know of her, unless `answers` say else. */
export const margarets = (answers: Answers = {}, content: Partial<SessionContent> = {}): VisitOf =>
  visitOf({ ...knownOf(), ...answers }, { person: MARGARET, content });

/** Of the portal, with all that has a default. */
export const CONFIG = new PortalConfig();
/** What was sent on, in order: not what was read. */
export const sentBy = ({ calls }: VisitOf): object[] =>
  calls.filter(({ call }) => !call.startsWith('GET')).map(({ call, body }) => ({ call, body }));
