import { ApiProblem, everyPage, type audit, type Client } from '#libs/client';
import { agencyNames, readAgencies } from '../../words/agency-names.js';
import type { Visit } from '../../shell/visit.js';
import type { Directive, OwnAgreements, OwnSharing } from './answers.js';
import type { Stated } from './describe-directive.js';
import { requireId } from './require-id.js';
import type { Telling } from './telling.js';

/** The resident themselves, as they are called in addresses. */
export const ME = { id: 'me' };

/** Everything that the resident has said and that nothing newer replaced, oldest id first. */
export const readDirectives = (broker: Client): Promise<Directive[]> =>
  everyPage((query) => broker.get('/api/consent/v1/residents/{id}/directives', { path: ME, query }));

/** One thing that they said, in force or not; one of somebody else's and none at all are the same page. */
export const findDirective = (broker: Client, id: string): Promise<Directive> =>
  broker.get('/api/consent/v1/directives/{id}', { path: { id } });

export const readAgreements = (broker: Client): Promise<OwnAgreements> =>
  broker.get('/api/policy/v1/residents/me/agreements');

/** What is shared now and what is not, as the rules in force decide it. */
export const readSharingNow = (broker: Client): Promise<OwnSharing> =>
  broker.get('/api/policy/v1/residents/me/sharing');

export type HistoryQuery = NonNullable<audit.operations['historyRead']['parameters']['query']>;

export const readHistory = (broker: Client, query: HistoryQuery): Promise<audit.HistoryPage> =>
  broker.get('/api/audit/v1/residents/{id}/history', { path: ME, query });

/** What presenters need to put codes into words, in the language of the visit. */
export async function readTelling({ broker, t, language }: Visit): Promise<Telling> {
  const agencies = (await whereThere(readAgencies(broker))) ?? [];
  return { t, language, agency: agencyNames(agencies) };
}

/**
 * One thing that they said, what is shared of it now, and how to tell it.
 * @throws PageError 404 for what is no id
 */
export async function readStated(visit: Visit, id: string): Promise<{ stated: Stated; telling: Telling }> {
  requireId(id);
  const [directive, shared, telling] = await Promise.all([
    findDirective(visit.broker, id),
    whereThere(readSharingNow(visit.broker)),
    readTelling(visit),
  ]);
  return { stated: { directive, items: shared?.items }, telling };
}

/** Undefined where the app that was asked is away: the rest of the page is drawn, and says so. */
export async function whereThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiProblem && error.status >= 500) return undefined;
    throw error;
  }
}
