import { setTimeout as wait } from 'node:timers/promises';
import type { ConsentPlace } from '../../apps/consent/src/testing/consent-place.js';
import { EdgeProcess } from './edge-process.js';
import { Flood } from './flood.js';
import type { Program } from '#libs/testing';

/**
 * The done-when of the issue: a withdrawal through a flooded edge takes under a second, and memory stays. Where the
 * machine is so busy with other things that one without a flood takes long, it may take as many times that.
 */
const WITHIN_MS = 1_000;
const TIMES_UNFLOODED = 5;
const UNFLOODED_WITHIN_MS = 20_000;
const WARM_UPS = 20;
/** Withdrawals through the flood, however slow the machine is. */
const AT_LEAST = 10;
const MEMORY_GROWS_AT_MOST = 50 * 1024 * 1024;
const PAUSE_MS = 100;

export interface Withstood {
  readonly withdrawn: number;
  /** What went against the promise, in words; empty when nothing did. */
  readonly broken: readonly string[];
}

export interface Trial {
  readonly entry: Program;
  readonly sockets: number;
  readonly forMs: number;
}

/** Floods an edge before the consent app, and withdraws through it for as long as that lasts. */
export async function withstand(place: ConsentPlace, trial: Trial): Promise<Withstood> {
  const edge = await EdgeProcess.start(trial.entry, place.running.url);
  const broken: string[] = [];
  let withdrawn = 0;
  // They warm the edge, too: what it needs at all is not what the flood takes.
  let slowest = 0;
  for (let turn = 0; turn < WARM_UPS; turn += 1) {
    const began = performance.now();
    broken.push(...(await withdrawThrough(edge, place, UNFLOODED_WITHIN_MS)));
    slowest = Math.max(slowest, performance.now() - began);
  }
  const withinMs = Math.max(WITHIN_MS, TIMES_UNFLOODED * slowest);
  const before = await edge.memory();
  const flood = await Flood.start(edge.url, trial.sockets);
  for (
    const until = Date.now() + trial.forMs;
    (Date.now() < until || withdrawn < AT_LEAST) && broken.length === 0;
    await wait(PAUSE_MS)
  ) {
    broken.push(...(await withdrawThrough(edge, place, withinMs)));
    withdrawn += 1;
  }
  if (edge.hasEnded) broken.push('the edge ended');
  else {
    const grown = (await edge.memory()) - before;
    if (grown > MEMORY_GROWS_AT_MOST) broken.push(`memory grew by ${inMb(grown)} MB, from ${inMb(before)} MB`);
  }
  flood.stop();
  const end = await edge.end();
  if (end !== 0) broken.push(`the edge ended with ${end}`);
  return { withdrawn, broken };
}

const inMb = (bytes: number): number => Math.round(bytes / 1024 / 1024);

async function withdrawThrough(edge: EdgeProcess, place: ConsentPlace, withinMs: number): Promise<string[]> {
  const given = await place.send('POST', '/v1/residents/me/directives', {
    as: 'margaret',
    body: { instruction: 'give', agreement: 'D2' },
  });
  const url = `${edge.url}/api/consent/v1/directives/${String(given.body['id'])}/withdraw`;
  const headers = { authorization: `Bearer ${place.token('margaret')}` };
  try {
    const answer = await fetch(url, { method: 'POST', headers, signal: AbortSignal.timeout(Math.ceil(withinMs)) });
    return answer.status === 200 ? [] : [`a withdrawal was answered ${answer.status}: ${await answer.text()}`];
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
    return [`a withdrawal was not answered within ${Math.round(withinMs)} ms: ${String(error)}${cause}`];
  }
}
