import { Broker } from '../api/broker.js';
import type { Person, SessionContent } from '../session/session.js';
import { Visit } from '../shell/visit.js';
import { Texts } from '../words/texts.js';
import { KeptSession } from './kept-session.js';

/** One request of a page to the APIs. */
export interface Call {
  /** `GET /api/policy/v1/agencies`, without what it searches for. */
  readonly call: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Headers;
  /** Undefined where none was sent. */
  readonly body: unknown;
}

/** What the APIs answer, by call: a body, or what a call makes of it. What is not among them was not to be asked. */
export type Answers = Readonly<Record<string, unknown>>;

export interface VisitOf {
  readonly visit: Visit;
  /** What was asked, in order. */
  readonly calls: readonly Call[];
}

const english = new Texts(['en']).in('en');
/** A few agencies of the demo town. */
export const AGENCIES = [
  { code: 'HARBOUR', name: 'Harbour Homes', sector: 'housing', status: 'active' },
  { code: 'REACH', name: 'Reach Reablement CIC', sector: 'health', status: 'active' },
  { code: 'NM-ASC', name: 'Northmere Adult Social Care', sector: 'social-care', status: 'active' },
];
/** All of a list on its one page. */
export const listOf = <T>(...items: readonly T[]): { items: readonly T[]; next: null } => ({ items, next: null });

export const BRANDT: Person = { audience: 'practitioner', sub: 'brandt', id: 'p2', agency: 'NM-ASC', roles: ['ot'] };

/**
 * A visit as a page's handler gets it, English and with a form taken: by the real client, of APIs that answer as the spec says,
 * in the process. Milliseconds: for whatever a handler does that needs no browser and no database.
 */
export function visitOf(
  answers: Answers = {},
  { person = BRANDT, content = {} }: { readonly person?: Person; readonly content?: Partial<SessionContent> } = {},
): VisitOf {
  const calls: Call[] = [];
  const broker = new Broker({ address: 'http://broker.example', fetch: (request) => answer(request, answers, calls) });
  const kept = { formKey: 'key', person, ...content };
  const session = { id: 'session', content: kept, live: true, endsAt: new Date('2026-11-22T16:00:00Z') };
  const visit = new Visit('en', english, broker, session, new KeptSession(session.id, kept));
  visit.formId = 'form-1';
  return { visit, calls };
}

async function answer(request: Request, answers: Answers, calls: Call[]): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const text = await request.text();
  const call: Call = {
    call: `${request.method} ${pathname}`,
    query: Object.fromEntries(searchParams),
    headers: request.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
  calls.push(call);
  const known: Answers = { 'GET /api/policy/v1/agencies': listOf(...AGENCIES), ...answers };
  if (!(call.call in known)) throw new Error(`nobody answers ${call.call}`);
  const said = known[call.call];
  const made: unknown = typeof said === 'function' ? (said as (call: Call) => unknown)(call) : said;
  return made instanceof Response ? made : Response.json(made);
}

/** What an API answers that refuses, by the last part of the problem's type. */
export const refusal = (status: number, problem: string, more: object = {}, headers: object = {}): Response =>
  new Response(JSON.stringify({ type: `urn:consent-broker:problem:${problem}`, title: 'A problem', status, ...more }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
