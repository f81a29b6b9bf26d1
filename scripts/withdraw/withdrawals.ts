import { openModule, type Principal, PrincipalDirectory } from '#libs/http';
import { createLog } from '#libs/telemetry';
import { whoAre } from '#libs/trail';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConsentConfig } from '../../apps/consent/src/config.js';
import { ConsentModule } from '../../apps/consent/src/consent.module.js';
import { DirectiveStore } from '../../apps/consent/src/directive/directive-store.js';
import { ShownDirectives } from '../../apps/consent/src/directive/shown-directives.js';
import { WithdrawConsent } from '../../apps/consent/src/directive/withdraw-consent.js';
import { openParts } from '../../apps/consent/src/open-parts.js';
import { ResolveResident } from '../../apps/consent/src/resident/resolve-resident.js';
import { HotPool } from '../../apps/consent/src/storage/hot-pool.js';

/** A consent in force, as far as the person at the terminal needs it to tell one from the other. */
export interface Consent {
  readonly id: string;
  readonly agreement: string | null;
  readonly recipients: readonly string[] | null;
  readonly purposes: readonly string[] | null;
  readonly categories: readonly string[] | null;
}

/**
 * The consent app's own directives, without its process, its doors, the portal or the sign-in: they need the database, the
 * key file and the restart-proof store. Fence, audit entry and event are the same (domain 1.15: stopping works by every channel).
 */
export class Withdrawals {
  private constructor(private readonly consent: INestApplicationContext) {}

  /** Rejects where the database is away: a person waits, and can ask again. */
  static async open(config: ConsentConfig): Promise<Withdrawals> {
    // What goes wrong is told to the person at the terminal.
    const log = createLog({ app: 'consent', level: 'silent' });
    const parts = await openParts(config, log, 'consent-withdraw');
    return new Withdrawals(await openModule(ConsentModule.ofDirectives(parts), log));
  }

  close(): Promise<void> {
    return this.consent.close();
  }

  /** The member of staff, as they are known to the place; rejects a resident, somebody unknown, and a suspended one. */
  async staff(subject: string): Promise<Principal> {
    const { OIDC_ISSUER_STAFF: issuer } = this.of(ConsentConfig);
    const found = await this.of(PrincipalDirectory).find(issuer, subject);
    if (!found || found.kind === 'resident') throw new Error(`"${subject}" is no member of staff here.`);
    if (found.status !== 'active') throw new Error(`"${subject}" is suspended: let a colleague record it.`);
    return found;
  }

  async bySignIn(subject: string): Promise<string> {
    const { OIDC_ISSUER_RESIDENT: issuer } = this.of(ConsentConfig);
    const sql = 'SELECT consent.sign_in_v1($1, $2) AS id';
    const { rows } = await this.of(HotPool).pool.query<{ id: string | null }>(sql, [issuer, subject]);
    if (!rows[0]?.id) throw new Error(NOBODY);
    return rows[0].id;
  }

  async byPseudonym(agency: string, pseudonym: string): Promise<string> {
    const meaning = (await whoAre(this.of(HotPool).pool, agency, [pseudonym]))(pseudonym);
    if (meaning.kind !== 'resident') throw new Error(NOBODY);
    return meaning.id;
  }

  /** Consents that have not been withdrawn. Rejects where the agency of this member of staff does not know the resident. */
  async consentsOf(staff: Principal, residentId: string): Promise<readonly Consent[]> {
    if (!(await this.of(ResolveResident).mayActFor(staff, residentId))) throw new Error(NOBODY);
    const { manager } = this.of(DataSource);
    const current = await this.of(DirectiveStore).currentOf(manager, residentId);
    const given = current.filter((row) => row.status === 'ConsentGiven');
    return Promise.all(given.map((row) => this.of(ShownDirectives).one(manager, staff, row)));
  }

  /** From the moment answered on, no disclosure commits under it. Idempotent. */
  async withdraw(staff: Principal, directiveId: string): Promise<string> {
    return (await this.of(WithdrawConsent).withdraw(staff, directiveId)).effectiveAt;
  }

  /** A part of the app, wherever in it. */
  private of<T>(part: abstract new (...parts: never[]) => T): T {
    return this.consent.get<T>(part, { strict: false });
  }
}

const NOBODY = 'There is no such resident whom the agency of this member of staff knows.';
