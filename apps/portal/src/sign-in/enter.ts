import { Injectable } from '@nestjs/common';
import { Client } from '#libs/client';
import { PortalConfig } from '../config.js';
import type { Person, Session, SignInKind } from '../session/session.js';
import { SessionStore } from '../session/session-store.js';
import { agencyNames, readAgencies } from '../words/agency-names.js';
import { Issuers } from '../session/issuers.js';

/** The way in: a sign-in begun, and finished into a session of its own. */
@Injectable()
export class Enter {
  constructor(
    private readonly issuers: Issuers,
    private readonly store: SessionStore,
    private readonly config: PortalConfig,
  ) {}

  /** The session that waits for the issuer's answer, and where the browser goes for it. A parked form stays in it. */
  async begin(kind: SignInKind, to: string, session: Session | undefined): Promise<{ session: Session; url: URL }> {
    const { url, pending } = await this.issuers.begin(kind, to);
    const { language, parked } = session?.content ?? {};
    const waiting = await this.store.create({ pending, ...given({ language, parked }) });
    if (session) await this.store.end(session.id);
    return { session: waiting, url };
  }

  /**
   * A session with a new id (an id that was known before signing in never counts after it), and where the person was going.
   * @throws when the answer does not belong to what was begun, or the broker does not know who came
   */
  async finish(session: Session, query: string): Promise<{ session: Session; to: string }> {
    const pending = session.content.pending!;
    const { tokens, sub, name } = await this.issuers.finish(pending, query);
    const person =
      pending.kind === 'resident' ? { audience: 'resident' as const, sub } : await this.staff(tokens.access, sub, name);
    const { language, parked } = session.content;
    const own = parked && (parked.sub === undefined || parked.sub === sub) ? parked : undefined;
    const entered = await this.store.create({ person, tokens, ...given({ language, parked: own }) });
    await this.store.end(session.id);
    return { session: entered, to: pending.to };
  }

  private async staff(token: string, sub: string, name: string | undefined): Promise<Person> {
    const broker = new Client({ address: this.config.API_URL, token });
    const [{ id, kind, agency, roles }, agencies] = await Promise.all([
      broker.get('/api/policy/v1/principals/me'),
      readAgencies(broker),
    ]);
    const audience = kind === 'officer' ? 'officer' : 'practitioner';
    const agencyName = agency === undefined ? undefined : agencyNames(agencies)(agency);
    return { audience, sub, ...given({ id, name, agency, agencyName, roles }) };
  }
}

type Given<All> = { [Key in keyof All]?: Exclude<All[Key], undefined> };

/** What there is of it: a session has no field for what is not known. */
const given = <All extends object>(all: All): Given<All> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Given<All>;
