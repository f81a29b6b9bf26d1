import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { directClient, holdSignIn } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { EntryWriter } from '#libs/trail';
import { randomArgument } from '../local/random-argument.js';

/** The roles that the place cannot do without (apps/policy, migration "two-person officers"). */
export const NEEDED_ROLES = ['ig-lead', 'privacy-officer'] as const;
export type NeededRole = (typeof NEEDED_ROLES)[number];

export interface RecoverySettings {
  /** A role that may be `policy_owner` and `policy_app`: the one that migrates. */
  readonly databaseUrl: string;
  readonly keyFile: string;
}

export interface Asked {
  readonly issuer: string;
  readonly subject: string;
  readonly agency: string;
  readonly role: NeededRole;
  /** Who is at the terminal. Sealed in the entry. */
  readonly operator: string;
}

interface Request extends Omit<Asked, 'operator'> {
  readonly askedBy: string;
  readonly holds: boolean;
  readonly codeHash: Buffer;
}

const ASK = `INSERT INTO policy.role_recovery (id, code_hash, issuer, subject, agency, role, asked_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;
const FIND = `SELECT issuer, subject, agency, role, asked_by AS "askedBy", code_hash AS "codeHash",
    confirmed_at IS NULL AND asked_at > fence.domain_now() - interval '1 hour' AS holds
  FROM policy.role_recovery WHERE id = $1 FOR UPDATE`;
const CONFIRM = 'UPDATE policy.role_recovery SET confirmed_by = $2, confirmed_at = fence.domain_now() WHERE id = $1';
/** A sign-in of the agency that is an officer's already is taken back, with what they had. */
const GIVE = `INSERT INTO policy.principal AS p (id, kind, issuer, subject, agency, roles)
  VALUES ($1, 'officer', $2, $3, $4, ARRAY[$5])
  ON CONFLICT (issuer, subject) DO UPDATE SET status = 'active', version = p.version + 1,
    roles = ARRAY(SELECT DISTINCT unnest(p.roles || excluded.roles)), confirmed_at = coalesce(p.confirmed_at, fence.domain_now())
  WHERE p.kind = 'officer' AND p.agency = excluded.agency RETURNING p.id`;

const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest();
const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The way back for operators: what no officer can do any more, two of them do, in the log (ADR 0021). */
export class Recoveries {
  private constructor(
    private readonly client: pg.Client,
    private readonly writer: EntryWriter,
  ) {}

  static async open({ databaseUrl, keyFile }: RecoverySettings): Promise<Recoveries> {
    const ring = KeyRing.fromFile(keyFile);
    const client = directClient(databaseUrl, 'regain-role');
    await client.connect();
    return new Recoveries(client, EntryWriter.with(ring));
  }

  close(): Promise<void> {
    return this.client.end();
  }

  /** Changes nothing yet. The code is told once, here. */
  ask({ issuer, subject, agency, role, operator }: Asked): Promise<{ id: string; code: string }> {
    return this.inOne(async () => {
      const [id, code] = [randomUUID(), randomArgument(9)];
      await this.requireNobodysElse(issuer, subject, agency);
      await this.client.query(ASK, [id, hashOf(code), issuer, subject, agency, role, operator]);
      await this.append('role-recovery-asked', { recovery: id, role, of: agency, operator }, {});
      return { id, code };
    });
  }

  /** Gives the role. Resolves with the moment from which it counts. */
  confirm(id: string, code: string, operator: string): Promise<string> {
    return this.inOne(async () => {
      const { rows } = await this.client.query<Request>(FIND, [id]);
      const [request] = rows;
      if (!request?.holds || !hashOf(code).equals(request.codeHash))
        throw new Error('No such request waits: it was used, is older than an hour, or the code is another.');
      if (sameName(request.askedBy, operator)) throw new Error('This takes another operator than the one who asked.');
      const { issuer, subject, agency, role } = request;
      await this.requireNobodysElse(issuer, subject, agency);
      await this.client.query(CONFIRM, [id, operator]);
      const given = await this.client.query<{ id: string }>(GIVE, [randomUUID(), issuer, subject, agency, role]);
      const principal = given.rows[0]!.id;
      const detail = { recovery: id, principal, role, of: agency, operators: [request.askedBy, operator] };
      return this.append('role-recovered', detail, { practitionerId: principal, recipientAgency: agency });
    });
  }

  /** An officer takes no resident's sign-in, and nobody's who is something else here. */
  private async requireNobodysElse(issuer: string, subject: string, agency: string): Promise<void> {
    await holdSignIn(this.client, issuer, subject);
    await this.be('policy_app');
    const { rows } = await this.client.query<{ free: boolean }>(
      `SELECT consent.sign_in_v1($1, $2) IS NULL AND NOT EXISTS (SELECT 1 FROM policy.principal p
         WHERE p.issuer = $1 AND p.subject = $2 AND (p.kind <> 'officer' OR p.agency <> $3)) AS free`,
      [issuer, subject, agency],
    );
    await this.be('policy_owner');
    if (!rows[0]!.free) throw new Error('This sign-in is somebody else’s here: an officer needs one of their own.');
  }

  private async append(action: string, detail: object, index: object): Promise<string> {
    const entry = this.writer.sealWith('place', {
      ...{ kind: 'governance', detail: { action, by: 'operators', ...detail } },
      index: { outcome: 'recorded', categories: [], ...index, action },
    });
    await this.be('policy_app');
    return this.writer.append(this.client, entry);
  }

  /** Changes are the owner's; what the app may ask of other schemas, the owner may not. */
  private async be(role: 'policy_owner' | 'policy_app'): Promise<void> {
    await this.client.query(`SET LOCAL ROLE ${role}`);
  }

  private async inOne<T>(work: () => Promise<T>): Promise<T> {
    await this.client.query('BEGIN');
    try {
      await this.be('policy_owner');
      const done = await work();
      await this.client.query('COMMIT');
      return done;
    } catch (error) {
      await this.client.query('ROLLBACK');
      throw error;
    }
  }
}
