import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { principalId } from '../../seed/put-people.js';
import { withCpu } from '../cpu/with-cpu.js';
import { makePlace } from '../decisions/place.js';
import { interleaved, mediansOf, type Measure } from '../interleaved.js';
import { LookTown } from '../look/look-town.js';
import { onOwnStack } from '../on-own-stack.js';
import type { OwnStack } from '../own-stack.js';
import type { PartOptions, PartReport } from '../part.js';
import { roundOfAnswers } from '../requests/round-of-answers.js';
import { sendRequests } from '../requests/send-requests.js';
import { medianRatio, type Round } from '../round.js';
import type { Peer } from './peer.js';
import { startPeers } from './start-peers.js';

const CALLERS = 32;
const WARM_UP_SECONDS = 3;
/** Of the peers' place: as many as ours has, or more. */
const RESIDENTS = 1_000;
const QUESTIONS = 4_000;

/**
 * Decisions at the place's own decision point: who asks is signed in, facts are compared with what stands, each answer is an
 * entry. Beside other decision points over HTTP, which neither sign anybody in nor record anything.
 */
export const measureAuthzenPart = ({ rounds, seconds, residents }: PartOptions): Promise<PartReport> =>
  onOwnStack(async (stack) => {
    const folder = mkdtempSync(join(tmpdir(), 'consent-broker-bench-'));
    const town = await LookTown.prepare(stack, residents);
    const { peers, missing, ...running } = await startPeers(makePlace(RESIDENTS, QUESTIONS), folder, process.env);
    try {
      const measures: Record<string, Measure> = {
        place: () => withCpu(stack.worked(), () => askPlace(stack, town, seconds)),
        ...Object.fromEntries(peers.map((peer) => [peer.name, peerMeasure(stack, peer, seconds)])),
      };
      await askPlace(stack, town, WARM_UP_SECONDS);
      for (const peer of peers) await askPeer(peer, WARM_UP_SECONDS);
      const seen = await interleaved(measures, rounds);
      const about = { callers: CALLERS, residents, notMeasured: missing };
      return { about, results: mediansOf(seen), ratios: ratiosOf(seen) };
    } finally {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

const peerMeasure =
  (stack: OwnStack, peer: Peer, seconds: number): Measure =>
  () =>
    withCpu(stack.worked([peer.pid]), () => askPeer(peer, seconds));

async function askPlace(stack: OwnStack, town: LookTown, seconds: number): Promise<Round> {
  const bodies = town.residents.map((resident) => town.questionAbout(resident, principalId(LookTown.WHO)));
  const port = Number(new URL(stack.endpoints.policy!).port);
  const { token } = town;
  const load = { connections: CALLERS, seconds, once: false, expects: '"decision":true' };
  return roundOfAnswers([await sendRequests({ port, paths: ['/access/v1/evaluation'], bodies, token, ...load })]);
}

async function askPeer({ port, path, bodies }: Peer, seconds: number): Promise<Round> {
  const load = { connections: CALLERS, seconds, once: false };
  return roundOfAnswers([await sendRequests({ port, paths: [path], bodies, ...load })]);
}

/** `rateToOpa`, `rateToCerbos`, `rateToOpenfga`: of those that were there. */
function ratiosOf({ place, ...peers }: Readonly<Record<string, readonly Round[]>>): Record<string, number> {
  const named = (peer: string): string => `rateTo${peer[0]!.toUpperCase()}${peer.slice(1)}`;
  return Object.fromEntries(Object.entries(peers).map(([peer, seen]) => [named(peer), medianRatio(place, seen)]));
}
