import type { Requirement } from './conformance.js';
import { asSearch, differencesFromEvaluation, walk } from './searching.js';
import { send, type Heard, type ServerUnderTest, type Sought } from './server-under-test.js';

const SOUGHT: readonly Sought[] = ['subject', 'resource', 'action'];
const pathOf = (sought: Sought): string => `/access/v1/search/${sought}`;

const ask = (server: ServerUnderTest, sought: Sought, change: object = {}): Promise<Heard> =>
  send(server, pathOf(sought), { body: { ...asSearch(sought, server.searches[sought].question), ...change } });

/** The same check for each of the three searches. */
async function forEach(check: (sought: Sought) => Promise<string[]>): Promise<string[]> {
  const wrong: string[] = [];
  for (const sought of SOUGHT) wrong.push(...(await check(sought)).map((what) => `${sought}: ${what}`));
  return wrong;
}

async function refused(server: ServerUnderTest, sought: Sought, changes: Readonly<Record<string, object>>) {
  const wrong: string[] = [];
  for (const [what, change] of Object.entries(changes)) {
    const { status } = await ask(server, sought, change);
    if (status !== 400) wrong.push(`${what} was answered ${status}`);
  }
  return wrong;
}

export const SEARCH_REQUIREMENTS: readonly Requirement[] = [
  {
    clause: 'a search lists exactly what evaluations of every candidate permit',
    check: (server) => forEach((sought) => differencesFromEvaluation(server, sought)),
  },
  {
    clause: 'a search finds something of what is sought, and nothing else',
    check: (server) =>
      forEach(async (sought) => {
        const { status, body, headers } = await ask(server, sought);
        const wrong =
          status === 200 && headers.get('cache-control') === 'no-store' ? [] : ['is no answer to keep away'];
        const results = (body.results ?? []) as Record<string, unknown>[];
        const { question } = server.searches[sought];
        const right = (result: Record<string, unknown>): boolean =>
          sought === 'action'
            ? typeof result['name'] === 'string'
            : result['type'] === question[sought].type && typeof result['id'] === 'string';
        if (results.length === 0 || !results.every(right)) wrong.push('lists something else, or nothing');
        return wrong;
      }),
  },
  {
    clause: 'pages of any size hold the same, in the same order, once',
    check: (server) =>
      forEach(async (sought) => {
        const search = asSearch(sought, server.searches[sought].question);
        const [large, small] = [await walk(server, sought, search, 200), await walk(server, sought, search, 1)];
        const same = JSON.stringify(large.results) === JSON.stringify(small.results);
        return [...large.faults, ...small.faults, ...(same ? [] : ['pages of one hold something else'])];
      }),
  },
  {
    clause: 'a page of none leads on to the first',
    check: (server) =>
      forEach(async (sought) => {
        const none = await ask(server, sought, { page: { limit: 0 } });
        return none.body.results.length === 0 && none.body.page.next_token !== '' ? [] : ['it does not'];
      }),
  },
  {
    clause: 'a token belongs to its search, and so does the limit',
    check: (server) =>
      forEach(async (sought) => {
        const { body } = await ask(server, sought, { page: { limit: 1 } });
        const token = body.page.next_token as string;
        return [
          ...(token === '' ? ['there is no second page to test with'] : []),
          ...(await refused(server, sought, {
            'another context': { context: { other: true }, page: { token } },
            'another limit': { page: { token, limit: 2 } },
            'a made-up token': { page: { token: 'bm9uZQ' } },
            'a number for a token': { page: { token: 7 } },
            'a negative limit': { page: { limit: -1 } },
            'a broken limit': { page: { limit: 1.5 } },
            'a text for the page': { page: 'next' },
          })),
        ];
      }),
  },
  {
    clause: 'the id of what is sought is ignored',
    check: async (server) => {
      const { question } = server.searches.subject;
      const named = await ask(server, 'subject', { subject: question.subject });
      const unnamed = await ask(server, 'subject');
      return JSON.stringify(named.body.results) === JSON.stringify(unnamed.body.results) ? [] : ['it is not'];
    },
  },
  {
    clause: 'of what nobody knows nothing is found, and that is no error',
    check: async (server) => {
      const { subject, resource } = server.searches;
      const stranger = { ...subject.question.subject, id: 'nobody-of-that-name' };
      const heard = [
        await ask(server, 'subject', { subject: { type: 'spaceship' } }),
        await ask(server, 'resource', { resource: { ...resource.question.resource, type: 'spaceship' } }),
        await ask(server, 'resource', { subject: stranger }),
        await ask(server, 'action', { subject: stranger, resource: { type: 'spaceship', id: 'x' } }),
      ];
      const empty = heard.every(({ status, body }) => status === 200 && body.results.length === 0);
      return empty ? [] : [`answered ${heard.map(({ status }) => status).join()}`];
    },
  },
  {
    clause: 'parts that are missing are a 400',
    check: async (server) => [
      ...(await refused(server, 'subject', {
        'no action': { action: undefined },
        'no subject type': { subject: {} },
        'a resource without id': { resource: { type: 'record' } },
      })),
      ...(await refused(server, 'resource', {
        'no subject': { subject: undefined },
        'a subject without id': { subject: { type: 'a' } },
        'no resource type': { resource: {} },
      })),
      ...(await refused(server, 'action', { 'no resource': { resource: undefined } })),
    ],
  },
];
