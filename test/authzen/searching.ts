import { send, type Question, type Result, type ServerUnderTest, type Sought } from './server-under-test.js';

const BATCH = 100;

/** A question as a search: what is sought has no name. */
export function asSearch(sought: Sought, { subject, action, resource, context }: Question): object {
  const without = <T extends { readonly id: string }>({ id: _, ...rest }: T): object => rest;
  return {
    subject: sought === 'subject' ? without(subject) : subject,
    resource: sought === 'resource' ? without(resource) : resource,
    ...(sought === 'action' ? {} : { action }),
    ...(context ? { context } : {}),
  };
}

export interface Walked {
  readonly results: readonly Result[];
  readonly faults: readonly string[];
}

/** Every page of a search, and what is wrong with any of them. */
export async function walk(server: ServerUnderTest, sought: Sought, search: object, limit: number): Promise<Walked> {
  const results: Result[] = [];
  const faults: string[] = [];
  let token: string | undefined;
  for (let page = 1; page <= 500; page += 1) {
    const asked = { ...search, page: token === undefined ? { limit } : { token } };
    const { status, body } = await send(server, `/access/v1/search/${sought}`, { body: asked });
    const found = (body.results ?? []) as Result[];
    if (status !== 200) return { results, faults: [...faults, `page ${page} was answered ${status}`] };
    if (found.length > limit) faults.push(`page ${page} holds ${found.length}, asked for ${limit} at most`);
    if (body.page.count !== found.length) faults.push(`page ${page} miscounts itself`);
    const seen = new Set(results.map((result) => JSON.stringify(result)));
    if (found.some((result) => seen.has(JSON.stringify(result)))) faults.push(`page ${page} repeats a result`);
    results.push(...found);
    const next = body.page.next_token as string;
    if (next === '') return { results, faults };
    if (next === token) return { results, faults: [...faults, `page ${page} leads to itself`] };
    token = next;
  }
  return { results, faults: [...faults, 'the pages do not end'] };
}

/** The question about one candidate of a search. */
export function questionAbout(sought: Sought, question: Question, result: Result): object {
  if (sought === 'action') return { ...question, action: result };
  return { ...question, [sought]: { ...question[sought], ...result } };
}

/**
 * Where a search and evaluations of every candidate disagree; empty when the search lists exactly what is permitted
 * (AuthZEN 1.0, Search Semantics).
 */
export async function differencesFromEvaluation(
  server: ServerUnderTest,
  sought: Sought,
  { question, candidates } = server.searches[sought],
): Promise<string[]> {
  const { results, faults } = await walk(server, sought, asSearch(sought, question), 2);
  const listed = new Set(results.map((result) => JSON.stringify(result)));
  const permitted = await permissions(
    server,
    candidates.map((candidate) => questionAbout(sought, question, candidate)),
  );
  const differences = candidates.flatMap((candidate, at) => {
    const name = JSON.stringify(candidate);
    if (permitted[at] === listed.has(name)) return [];
    return [`${name} is ${permitted[at] ? 'permitted and not listed' : 'listed and denied'}`];
  });
  const known = new Set(candidates.map((candidate) => JSON.stringify(candidate)));
  const strange = [...listed].filter((name) => !known.has(name)).map((name) => `${name} is no candidate`);
  return [...faults, ...differences, ...strange];
}

/** What evaluations say, in batches that every server takes. */
async function permissions(server: ServerUnderTest, questions: readonly object[]): Promise<boolean[]> {
  const permitted: boolean[] = [];
  for (let at = 0; at < questions.length; at += BATCH) {
    const evaluations = questions.slice(at, at + BATCH);
    const { body } = await send(server, '/access/v1/evaluations', { body: { evaluations } });
    permitted.push(...(body.evaluations as { decision: boolean }[]).map(({ decision }) => decision));
  }
  return permitted;
}
