import { join } from 'node:path';
import { warn } from '../../local/say.js';
import type { BenchPlace } from '../decisions/place.js';
import { findProgram, startOpa } from '../decisions/servers.js';
import { toData } from '../decisions/to-rego.js';
import type { Peer } from './peer.js';
import { requireRight } from './require-right.js';
import { cerbosPermits, cerbosQuestion, startCerbos } from './cerbos.js';
import { startOpenFga } from './openfga.js';

export interface Peers {
  readonly peers: readonly Peer[];
  /** What was not found, and how to get it. */
  readonly missing: readonly string[];
  stop(): Promise<void>;
}

type Start = (program: string) => Promise<Peer>;

const HOW_TO_GET = {
  opa: 'go install github.com/open-policy-agent/opa@latest, or OPA_BIN',
  cerbos: 'npm package @cerbos/cerbos-linux-x64, or CERBOS_BIN',
  openfga: 'go install github.com/openfga/openfga/cmd/openfga@latest, or OPENFGA_BIN',
} as const;

/** Those whose program is on this machine. None of them is needed: what is not there, or does not start, is said and left out. */
export async function startPeers(place: BenchPlace, folder: string, env: NodeJS.ProcessEnv): Promise<Peers> {
  const starts: Record<Peer['name'], Start> = {
    opa: async (program) => ({
      ...(await startOpa(program, join(folder, 'opa'), toData(place))),
      ...{ name: 'opa', path: '/v1/data/bench/allow' },
      bodies: place.questions.map((question) => ({ input: { question } })),
      permits: (answer) => (answer as { result: boolean }).result,
    }),
    cerbos: async (program) => ({
      ...(await startCerbos(program, join(folder, 'cerbos'))),
      ...{ name: 'cerbos', path: '/api/check/resources' },
      bodies: place.questions.map((question) => cerbosQuestion(place, question)),
      permits: cerbosPermits,
    }),
    openfga: (program) => startOpenFga(program, place),
  };
  const peers: Peer[] = [];
  const missing: string[] = [];
  for (const [name, start] of Object.entries(starts) as [Peer['name'], Start][]) {
    const program = findProgram(name, env);
    const peer = program === undefined ? undefined : await start(program).catch((error: Error) => error.message);
    if (typeof peer === 'object') peers.push(peer);
    else missing.push(`${name}: ${peer ?? 'not found'} (${HOW_TO_GET[name]})`);
  }
  for (const line of missing) warn(`not measured: ${line}`);
  const stop = async (): Promise<void> => void (await Promise.all(peers.map((peer) => peer.stop())));
  try {
    for (const peer of peers) await requireRight(peer, place);
  } catch (error) {
    await stop();
    throw error;
  }
  return { peers, missing, stop };
}
