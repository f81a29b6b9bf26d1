import { readFileSync } from 'node:fs';
import { decideByHand } from './decide-by-hand.js';
import type { ServerUnderLoad } from './load-server.js';
import type { BenchPlace, BenchQuestion } from './place.js';

const CHECKED = 500;
/** How each server says yes. */
const YES: Readonly<Record<string, (answer: unknown) => boolean[]>> = {
  evaluation: (answer) => [(answer as { decision: boolean }).decision],
  evaluations: (answer) =>
    (answer as { evaluations: { decision: boolean }[] }).evaluations.map(({ decision }) => decision),
  opa: (answer) => [(answer as { result: boolean }).result],
};

/** @throws Error when a server's answers are not those of the rules written by hand */
export async function checkServers(
  servers: Readonly<Record<string, ServerUnderLoad>>,
  place: BenchPlace,
  asked: Readonly<Record<string, readonly BenchQuestion[]>>,
): Promise<void> {
  for (const [name, read] of Object.entries(YES)) {
    const server = servers[name];
    if (!server) continue;
    const expected = asked[name]!.slice(0, CHECKED).map((question) => decideByHand(place, question));
    const answers: boolean[] = [];
    for (const body of readFileSync(server.bodies, 'utf8').split('\n')) {
      if (answers.length >= CHECKED) break;
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`http://127.0.0.1:${server.port}${server.path}`, { method: 'POST', headers, body });
      answers.push(...read(await answer.json()));
    }
    const wrong = expected.findIndex((permitted, at) => permitted !== answers[at]);
    if (wrong >= 0) throw new Error(`${name} and the rules written by hand disagree about question ${wrong}`);
  }
}
