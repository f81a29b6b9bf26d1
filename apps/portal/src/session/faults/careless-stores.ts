import type { Session } from '../session.js';
import { SessionStore } from '../session-store.js';

/** The fault: where a form led is forgotten, so a second click is told nothing but that there was a first. */
export class ForgetfulStore extends SessionStore {
  override async formSent(session: Session, form: string): Promise<'session ended' | 'busy' | { leadsTo: string }> {
    const sent = await super.formSent(session, form);
    return typeof sent === 'object' ? { leadsTo: '/' } : sent;
  }
}

/** The fault: every form that comes is kept in a session of its own, whoever sends it. */
export class HoardingStore extends SessionStore {
  override async park(...[, parked]: Parameters<SessionStore['park']>): Promise<boolean> {
    await this.create({ parked });
    return true;
  }
}
