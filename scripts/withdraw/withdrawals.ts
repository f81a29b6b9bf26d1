import 'reflect-metadata';
import type pg from 'pg';
import { ENTITIES } from '../../apps/consent/src/entities.js';
import { HotPool } from '../../apps/consent/src/storage/hot-pool.js';
import { ChangeTrail } from '../../apps/consent/src/trail/change-trail.js';
import { AgreementBounds } from '../../apps/consent/src/directive/agreement-bounds.js';
import { ToldDirectives } from '../../apps/consent/src/directive/told-directives.js';
import { ConsentConfig } from '../../apps/consent/src/config.js';
import { DirectiveStore } from '../../apps/consent/src/directive/directive-store.js';
import { DirectiveTrail } from '../../apps/consent/src/directive/directive-trail.js';
import { FindDirective } from '../../apps/consent/src/directive/find-directive.js';
import { RecordDirective } from '../../apps/consent/src/directive/record-directive.js';
import { ShownDirectives } from '../../apps/consent/src/directive/shown-directives.js';
import { WithdrawConsent } from '../../apps/consent/src/directive/withdraw-consent.js';
import { ResolveResident } from '../../apps/consent/src/resident/resolve-resident.js';
import type { Principal } from '#libs/http';
import { PgPrincipalDirectory } from '#libs/http';
import { connect, FileMarkStore, hotPool, UnitOfWork } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import type { DataSource } from 'typeorm';
import type { DirectDatabase } from '../local/direct-database.js';

export interface WithdrawalSettings extends DirectDatabase {
  /** As the consent app has them: what a resident's own history leaves out. */
  readonly discreetAgencies: readonly string[];
}

/** A consent in force, as far as the person at the terminal needs it to tell one from the other. */
export interface Consent {
  readonly id: string;
  readonly agreement: string | null;
  readonly recipients: readonly string[] | null;
  readonly purposes: readonly string[] | null;
  readonly categories: readonly string[] | null;
}

/**
 * The consent app's own use case, without its process, its door, the portal or the sign-in: it needs the database, the
 * key file and the restart-proof store. Fence, audit entry and event are the same (domain 1.15: stopping works by every channel).
 */
export class Withdrawals {
  private readonly shown: ShownDirectives;
  private readonly marks: FileMarkStore;

  private constructor(
    private readonly settings: WithdrawalSettings,
    private readonly source: DataSource,
    private readonly pool: pg.Pool,
    private readonly ring: KeyRing,
  ) {
    const config = Object.assign(new ConsentConfig(), { DISCREET_AGENCIES: settings.discreetAgencies });
    this.shown = new ShownDirectives(new ToldDirectives(config, new AgreementBounds()));
    this.marks = new FileMarkStore(settings.marksFolder);
  }

  static async open(settings: WithdrawalSettings): Promise<Withdrawals> {
    const ring = KeyRing.fromFile(settings.keyFile);
    const { databaseUrl: url } = settings;
    const source = await connect({ url, schema: 'consent', entities: ENTITIES, poolSize: 2 });
    const pool = hotPool(url, 'consent-withdraw', () => undefined, 2);
    return new Withdrawals(settings, source, pool, ring);
  }

  async close(): Promise<void> {
    await Promise.all([this.source.destroy(), this.pool.end(), this.marks.close()]);
  }

  /** The member of staff, as they are known to the place; rejects a resident, somebody unknown, and a suspended one. */
  async staff(subject: string): Promise<Principal> {
    const found = await new PgPrincipalDirectory(this.pool).find(this.settings.staffIssuer, subject);
    if (!found || found.kind === 'resident') throw new Error(`"${subject}" is no member of staff here.`);
    if (found.status !== 'active') throw new Error(`"${subject}" is suspended: let a colleague record it.`);
    return found;
  }

  async bySignIn(subject: string): Promise<string> {
    return this.resident('SELECT consent.sign_in_v1($1, $2) AS id', [this.settings.residentIssuer, subject]);
  }

  async byPseudonym(agency: string, pseudonym: string): Promise<string> {
    return this.resident('SELECT consent.resident_by_pseudonym_v1($1, $2) AS id', [agency, pseudonym]);
  }

  /** Consents that have not been withdrawn. Rejects where the agency of this member of staff does not know the resident. */
  async consentsOf(staff: Principal, residentId: string): Promise<readonly Consent[]> {
    const residents = new ResolveResident(new HotPool(this.pool));
    if (!(await residents.mayActFor(staff, residentId))) throw new Error(NOBODY);
    const current = await new DirectiveStore().currentOf(this.source.manager, residentId);
    const given = current.filter((row) => row.status === 'ConsentGiven');
    return Promise.all(given.map((row) => this.shown.one(this.source.manager, staff, row)));
  }

  /** From the moment answered on, no disclosure commits under it. Idempotent. */
  async withdraw(staff: Principal, directiveId: string): Promise<string> {
    const store = new DirectiveStore();
    const find = new FindDirective(store, new ResolveResident(new HotPool(this.pool)), this.shown);
    const work = new UnitOfWork(this.source, this.marks);
    const record = new RecordDirective(work, store, new DirectiveTrail(new ChangeTrail(this.ring), this.shown));
    const useCase = new WithdrawConsent(work, store, find, record);
    return (await useCase.run(staff, directiveId)).effectiveAt;
  }

  private async resident(text: string, values: unknown[]): Promise<string> {
    const { rows } = await this.pool.query<{ id: string | null }>(text, values);
    if (!rows[0]?.id) throw new Error(NOBODY);
    return rows[0].id;
  }
}

const NOBODY = 'There is no such resident whom the agency of this member of staff knows.';
