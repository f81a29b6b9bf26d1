import type { OwnStack } from '../own-stack.js';
import { medianOf, roundOf, type Result, type Round } from '../round.js';
import { percentile } from '../statistics.js';
import { WebSession } from './web-session.js';

/** Beyond its API calls a page takes no longer than this at p95 (the issue's target), on a machine like `limits.md`'s. */
export const PAGE_TARGET_MS = 100;
const TIMES = 40;
const PAGES = [
  { kind: 'resident', as: 'margaret', path: '/resident' },
  { kind: 'resident', as: 'margaret', path: '/resident/looks' },
  { kind: 'staff', as: 'pell', path: '/practitioner' },
  { kind: 'staff', as: 'pell', path: '/practitioner/looks' },
  { kind: 'staff', as: 'stone', path: '/officer' },
  { kind: 'staff', as: 'stone', path: '/officer/entries' },
  { kind: 'staff', as: 'voss', path: '/officer/policies' },
] as const;

export interface PagesReport {
  /** In ms: the whole, and what is the portal's own. */
  readonly results: Readonly<Record<string, Result>>;
  /** The slowest page's p95 beyond its API calls. */
  readonly slowestOwnP95Ms: number;
  readonly targetMs: number;
}

/** Each page again and again by one person, one after the other: from asking to the last byte, less what the APIs took. */
export async function measurePages({ endpoints }: OwnStack, rounds: number): Promise<PagesReport> {
  const edge = endpoints.edge!;
  const sessions = new Map<string, WebSession>();
  for (const { kind, as } of PAGES) {
    if (sessions.has(as)) continue;
    const session = new WebSession();
    await session.signIn(edge, kind, as);
    sessions.set(as, session);
  }
  const seen: Record<string, Round[]> = {};
  for (let round = 0; round <= rounds; round += 1) {
    for (const { as, path } of PAGES) {
      const measured = await measure(sessions.get(as)!, `${edge}${path}`);
      // The first round warms up.
      if (round > 0) (seen[path] ??= []).push(measured);
    }
  }
  const results = Object.fromEntries(Object.entries(seen).map(([path, own]) => [path, medianOf(own)]));
  const own = Object.values(results).map(({ ownP95Ms = 0 }) => ownP95Ms);
  return { results, slowestOwnP95Ms: Math.max(...own), targetMs: PAGE_TARGET_MS };
}

async function measure(session: WebSession, address: string): Promise<Round> {
  const whole: number[] = [];
  const own: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const asked = performance.now();
    const response = await session.visit(address);
    await response.arrayBuffer();
    const took = performance.now() - asked;
    if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
    whole.push(took);
    own.push(took - Number(/api;dur=([\d.]+)/.exec(response.headers.get('server-timing') ?? '')?.[1] ?? Number.NaN));
  }
  return { ...roundOf(whole), also: { ownP50Ms: percentile(own, 0.5), ownP95Ms: percentile(own, 0.95) } };
}
