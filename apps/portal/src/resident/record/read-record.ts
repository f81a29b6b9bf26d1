import type { Page } from '#libs/contracts';
import type { Broker, Query } from '../../api/broker.js';
import { ApiProblem } from '../../api/api-problem.js';
import { agencyNames, readAgencies } from '../../words/agency-names.js';
import type { Visit } from '../../shell/visit.js';
import type { Directive, HistoryLine, OwnAgreements, OwnSharing, Recall } from './answers.js';
import type { Telling } from './telling.js';

/** Everything that the resident has said and that nothing newer replaced, oldest id first. */
export const readDirectives = (broker: Broker): Promise<Directive[]> =>
  broker.all('/api/consent/v1/residents/me/directives');

/** What was replaced or taken back since, newest first. */
export const readSuperseded = (broker: Broker, query: Query): Promise<Page<Directive>> =>
  broker.get('/api/consent/v1/residents/me/directives/superseded', query);

/** One thing that they said, in force or not; one of somebody else's and none at all are the same page. */
export const findDirective = (broker: Broker, id: string): Promise<Directive> =>
  broker.get(`/api/consent/v1/directives/${id}`);

export const readAgreements = (broker: Broker): Promise<OwnAgreements> =>
  broker.get('/api/policy/v1/residents/me/agreements');

/** What is shared now and what is not, as the rules in force decide it. */
export const readSharingNow = (broker: Broker): Promise<OwnSharing> =>
  broker.get('/api/policy/v1/residents/me/sharing');

export const readHistory = (broker: Broker, query: Query): Promise<Page<HistoryLine>> =>
  broker.get('/api/audit/v1/residents/me/history', query);

export const readRecalls = async (broker: Broker): Promise<Recall[]> =>
  (await broker.get<{ recalls: Recall[] }>('/api/relay/v1/residents/me/recalls')).recalls;

/** What presenters need to put codes into words, in the language of the visit. */
export async function readTelling({ broker, t, language }: Visit): Promise<Telling> {
  const agencies = (await whereThere(readAgencies(broker))) ?? [];
  return { t, language, agency: agencyNames(agencies) };
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
