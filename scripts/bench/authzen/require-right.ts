import { decideByHand } from '../decisions/decide-by-hand.js';
import type { BenchPlace } from '../decisions/place.js';
import type { Peer } from './peer.js';

const CHECKED = 300;

/** @throws Error when a peer's answers are not those of the rules written by hand: a measure of other answers would mean nothing */
export async function requireRight({ name, port, path, bodies, permits }: Peer, place: BenchPlace): Promise<void> {
  if (!permits) return;
  for (const [at, body] of bodies.slice(0, CHECKED).entries()) {
    const headers = { 'content-type': 'application/json' };
    const asked = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer: unknown = await (await fetch(`http://127.0.0.1:${port}${path}`, asked)).json();
    if (permits(answer) !== decideByHand(place, place.questions[at]!))
      throw new Error(`${name} and the rules written by hand disagree about question ${at}`);
  }
}
