import { setTimeout as wait } from 'node:timers/promises';
import type { Session } from '../session/session.js';
import type { SessionStore } from '../session/session-store.js';
import { Elsewhere, stillAtIt } from './refusals.js';

/** How long a second click waits for what the first one is doing. */
const FIRST_WITHIN_MS = 15_000;
const LOOK_AGAIN_MS = 50;

/**
 * A form counts once. Sent twice, by a double click or by going back, it leads to where the first one led, once that is known.
 * @throws Elsewhere with that place, PageError while the first one may be in work
 */
export async function takeOnce(store: SessionStore, session: Session, form: string): Promise<string> {
  for (const deadline = Date.now() + FIRST_WITHIN_MS; Date.now() < deadline; await wait(LOOK_AGAIN_MS)) {
    if (await store.useForm(session, form)) return form;
    const first = await store.formSent(session, form);
    // It was the form to sign out with, or somebody signed out meanwhile.
    if (first === 'session ended') throw new Elsewhere('/signed-out');
    if (typeof first === 'object') throw new Elsewhere(first.leadsTo);
    // Given back meanwhile, it is taken at the next turn.
  }
  throw stillAtIt();
}
