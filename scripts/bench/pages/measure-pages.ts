import { warn } from '../../local/say.js';
import type { OwnStack } from '../own-stack.js';
import { medianOf, type Result, type Round } from '../round.js';
import { findPages, type FoundPage, type Looked } from './find-pages.js';
import { notReached, portalRoutes, textOf } from './portal-routes.js';
import { apiMsOf, timePage } from './time-page.js';
import { signInVisitors, type Visitor } from './visitors.js';
import type { WebSession } from './web-session.js';

/** Beyond its API calls a page takes no longer than this at p95 (the target). */
export const PAGE_TARGET_MS = 100;
/** In each round. The median over rounds of the slowest of 14 is the 95th percentile, for 0.5^(1/14) = 0.952. */
const TIMES = 14;
const WARM = { rounds: 2, times: 2 };
/** A page whose APIs take seconds (a difference of rules) is asked less often in a round, and so says less. */
const LONGEST_MS = 2_000;
/** Ways to a page, files, and what is said where there is none. */
const LEFT_OUT = /^\/(assets|sign-in|language|exit|signed-out|\*)/;

export interface PagesReport {
  readonly pages: number;
  /** In ms by who asked and the shape of the address: the whole, and what is the portal's own. */
  readonly results: Readonly<Record<string, Result>>;
  /** The slowest page's p95 beyond its API calls. */
  readonly slowestOwnP95Ms: number;
  readonly slowestPage: string;
  readonly targetMs: number;
  /** Pages that answered anything but 200, and routes of the portal to which nothing led: empty when all is well. */
  readonly wrong: readonly string[];
}

interface Measured extends FoundPage {
  readonly session: WebSession;
  readonly rounds: Round[];
}

/** Every page again and again by who found it, one after the other: from asking to the last byte, less what the APIs took. */
export async function measurePages({ endpoints, town }: OwnStack, rounds: number): Promise<PagesReport> {
  const edge = endpoints.edge!;
  const wrong: string[] = [];
  const pages: Measured[] = [];
  warn('making the town ready: drafted rules are checked and replayed …');
  for (const visitor of await signInVisitors(edge, town)) {
    const found = await pagesOf(visitor, edge);
    warn(`found ${found.pages.length} pages as ${visitor.as}`);
    pages.push(...found.pages);
    wrong.push(...found.wrong);
  }
  const paths = pages.map(({ path }) => path.replace(/\?.*/, ''));
  const routes = portalRoutes().filter(({ method, path }) => method === 'GET' && !LEFT_OUT.test(path));
  wrong.push(...notReached(routes, paths).map((route) => `${textOf(route)} was reached by nobody`));
  for (let round = 1; round <= WARM.rounds + rounds; round += 1) {
    const counts = round > WARM.rounds;
    warn(
      counts
        ? `round ${round - WARM.rounds} of ${rounds}: ${pages.length} pages`
        : `warming up, ${round} of ${WARM.rounds}`,
    );
    wrong.push(...(await measureAll(pages, edge, counts)));
  }
  return { ...resultsOf(pages), wrong: [...new Set(wrong)] };
}

async function pagesOf(
  { as, session, starts }: Visitor,
  edge: string,
): Promise<{ pages: Measured[]; wrong: string[] }> {
  const named = (name: string): string => `${as} ${name}`;
  const { pages, wrong } = await findPages(starts, (path) => look(session, new URL(path, edge)));
  return {
    pages: pages.map(({ name, path }) => ({ name: named(name), path, session, rounds: [] })),
    wrong: wrong.map(named),
  };
}

async function look(session: WebSession, url: URL): Promise<Looked> {
  const response = await session.ask(url);
  const text = await response.text();
  const { status, headers } = response;
  const shown = headers.get('content-type')?.startsWith('text/html') && !headers.has('content-disposition');
  const timed = !Number.isNaN(apiMsOf(response));
  return { status, location: headers.get('location'), html: shown ? text : undefined, timed };
}

/** One round over all pages; answers with what went wrong. */
async function measureAll(pages: readonly Measured[], edge: string, counts: boolean): Promise<string[]> {
  const wrong: string[] = [];
  for (const { name, path, session, rounds } of pages) {
    const ask = (): Promise<Response> => session.ask(new URL(path, edge));
    const measured = await timePage(ask, counts ? TIMES : WARM.times, LONGEST_MS);
    if (typeof measured === 'number') wrong.push(`${name} answered ${measured}`);
    else if (counts) rounds.push(measured);
  }
  return wrong;
}

/** Slowest first, so that what to look at stands on top. */
function resultsOf(measured: readonly Measured[]): Omit<PagesReport, 'wrong'> {
  const results = measured
    .filter(({ rounds }) => rounds.length > 0)
    .map(({ name, rounds }) => ({ name, ...resultOf(rounds) }))
    .sort((a, b) => b.ownP95Ms - a.ownP95Ms);
  return {
    pages: results.length,
    results: Object.fromEntries(results.map(({ name, ...result }) => [name, result])),
    slowestOwnP95Ms: results[0]?.ownP95Ms ?? Number.NaN,
    slowestPage: results[0]?.name ?? '',
    targetMs: PAGE_TARGET_MS,
  };
}

function resultOf(rounds: readonly Round[]): Record<'p50Ms' | 'p95Ms' | 'ownP50Ms' | 'ownP95Ms' | 'times', number> {
  const { p50Ms = 0, p95Ms = 0, ownP50Ms = 0, ownP95Ms = 0, times = 0 } = medianOf(rounds);
  return { p50Ms, p95Ms, ownP50Ms, ownP95Ms, times };
}
