import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medianOf, medianRatio, type Result, type Round } from '../round.js';
import { rounded } from '../statistics.js';
import { checkServers } from './check-servers.js';
import { loadServer, type ServerUnderLoad } from './load-server.js';
import { makePlace, type BenchQuestion } from './place.js';
import { findProgram, startBarePost, startOpa, startServe, type RunningServer } from './servers.js';
import { allEntities, toAuthzen, toAuthzenBatch } from './to-cedar.js';
import { toData } from './to-rego.js';

const RESIDENTS = 10_000;
const QUESTIONS = 4_000;
const BATCH = 50;
const WARM_UP_SECONDS = 1;
/** A round's time in so many turns: what is compared is measured within the same few seconds of a shared machine. */
const SLICES = 4;
/** The targets. `batch` is decisions a second in batches against single ones. */
export const SERVER_TARGETS = { toBarePost: 0.8, toOpa: 1.8, batch: 10 } as const;
const NO_OPA = 'not measured: no opa program found; put one on the PATH or name it in OPA_BIN';

export interface ServerReport {
  readonly results: Readonly<Record<string, Result | string>>;
  readonly ratios: Readonly<Record<string, number>>;
  readonly targets: typeof SERVER_TARGETS;
}

/** Decisions over HTTP with the facts in the server's memory, each server a process of its own; rounds interleaved. */
export async function measureServers(rounds: number, seconds: number, env: NodeJS.ProcessEnv): Promise<ServerReport> {
  const folder = mkdtempSync(join(tmpdir(), 'consent-broker-bench-'));
  const place = makePlace(RESIDENTS, QUESTIONS);
  const questions = place.questions.map(toAuthzen);
  const bodies = (name: string, lines: readonly object[]): string => {
    const file = join(folder, `${name}.ndjson`);
    writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
    return file;
  };
  const batches = batchesOf(place.questions);
  const running: RunningServer[] = [];
  const started = async (server: Promise<RunningServer>): Promise<number> => {
    running.push(await server);
    return running.at(-1)!.port;
  };
  try {
    const single = bodies('single', questions);
    const serve = await started(startServe(join(folder, 'bundle'), allEntities(place)));
    const servers: Record<string, ServerUnderLoad> = {
      barePost: { port: await started(startBarePost()), path: '/', bodies: single },
      evaluation: { port: serve, path: '/access/v1/evaluation', bodies: single },
      evaluations: {
        port: serve,
        path: '/access/v1/evaluations',
        bodies: bodies('batches', batches.map(toAuthzenBatch)),
      },
    };
    const opa = findProgram('opa', env);
    if (opa) {
      const port = await started(startOpa(opa, join(folder, 'opa'), toData(place)));
      const inputs = bodies(
        'opa',
        place.questions.map((question) => ({ input: { question } })),
      );
      servers['opa'] = { port, path: '/v1/data/bench/allow', bodies: inputs };
    }
    const asked = { evaluation: place.questions, opa: place.questions, evaluations: batches.flat() };
    await checkServers(servers, place, asked);
    const seen = await interleaved(servers, rounds * SLICES, seconds / SLICES);
    const results = Object.fromEntries(Object.entries(seen).map(([name, own]) => [name, medianOf(own)]));
    return { results: opa ? results : { ...results, opa: NO_OPA }, ratios: ratiosOf(seen), targets: SERVER_TARGETS };
  } finally {
    await Promise.all(running.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As enforcement points send them: one asker, one purpose, fifty resources. */
const batchesOf = (questions: readonly BenchQuestion[]): BenchQuestion[][] =>
  Array.from({ length: questions.length / BATCH }, (_, at) => {
    const [first, ...more] = questions.slice(at * BATCH, (at + 1) * BATCH);
    return [first!, ...more.map(({ share }) => ({ ...first!, share }))];
  });

async function interleaved(
  servers: Readonly<Record<string, ServerUnderLoad>>,
  rounds: number,
  seconds: number,
): Promise<Record<string, Round[]>> {
  const seen: Record<string, Round[]> = {};
  for (const server of Object.values(servers)) await loadServer(server, WARM_UP_SECONDS);
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, server] of Object.entries(servers)) (seen[name] ??= []).push(await loadServer(server, seconds));
  }
  return seen;
}

function ratiosOf({
  barePost,
  evaluation,
  evaluations,
  opa,
}: Readonly<Record<string, Round[]>>): Record<string, number> {
  return {
    toBarePost: medianRatio(evaluation, barePost),
    ...(opa ? { toOpa: medianRatio(evaluation, opa) } : {}),
    batch: rounded(medianRatio(evaluations, evaluation) * BATCH),
  };
}
