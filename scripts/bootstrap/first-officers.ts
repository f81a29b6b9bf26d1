import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { AgencyRow } from '../../apps/policy/src/registry/agency/agency.row.js';
import { NOTHING_ASKED } from '../../apps/policy/src/registry/principal/asking.js';
import { requireFittingRoles } from '../../apps/policy/src/registry/principal/fitting-roles.js';
import { PrincipalRow } from '../../apps/policy/src/registry/principal/principal.row.js';
import { domainNow } from '../../apps/policy/src/storage/clock.js';
import { ENTITIES } from '../../apps/policy/src/entities.js';
import { EntryWriter } from '#libs/trail';
import { Trail } from '../../apps/policy/src/trail/trail.js';
import { connect, FileMarkStore, UnitOfWork } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import type { DataSource, EntityManager } from 'typeorm';
import type { DirectDatabase } from '../local/direct-database.js';
import { codeOf, officerOf, type PlacePlan } from './place-plan.js';

const ONE_AT_A_TIME = "SELECT fence.hold_v1('first-officers', '')";

/**
 * Brings an empty place to its first agencies and officers, past the doors that ask for an officer. Two people answer for it,
 * and each row has its entry in the log. Refused once there is any officer: from then on officers register others.
 */
export class FirstOfficers {
  private readonly work: UnitOfWork;
  private readonly trail: Trail;

  private constructor(
    private readonly source: DataSource,
    private readonly marks: FileMarkStore,
    keyFile: string,
  ) {
    this.work = new UnitOfWork(source, marks);
    this.trail = new Trail(EntryWriter.with(KeyRing.fromFile(keyFile)));
  }

  static async open({
    databaseUrl: url,
    keyFile,
    marksFolder,
  }: Pick<DirectDatabase, 'databaseUrl' | 'keyFile' | 'marksFolder'>): Promise<FirstOfficers> {
    const source = await connect({ url, schema: 'policy', entities: ENTITIES, poolSize: 1 });
    return new FirstOfficers(source, new FileMarkStore(marksFolder), keyFile);
  }

  async close(): Promise<void> {
    await Promise.all([this.source.destroy(), this.marks.close()]);
  }

  /** Writes the proposal into the log and answers with the code that the second person repeats. Changes nothing else. */
  async propose(plan: PlacePlan, by: string): Promise<string> {
    const proposer = officerOf(plan, by);
    const code = codeOf(plan, by);
    await this.work.run(async (tx) => {
      await requireEmpty(tx);
      const detail = {
        code,
        agencies: plan.agencies.map(({ code: agency }) => agency),
        officers: plan.officers.length,
      };
      await this.trail.append(tx, null, {
        ...{ kind: 'governance', action: 'bootstrap-propose', detail },
        index: { recipientAgency: proposer.agency },
      });
    });
    return code;
  }

  /** Does what was proposed, in one transaction. Rejects another plan's code, and the one who proposed it. */
  async confirm(plan: PlacePlan, proposedBy: string, confirmedBy: string, code: string): Promise<void> {
    officerOf(plan, proposedBy);
    officerOf(plan, confirmedBy);
    if (proposedBy === confirmedBy) throw new Error('A second person confirms: not the one who proposed it.');
    if (codeOf(plan, proposedBy) !== code)
      throw new Error('The code is of another plan, or of another person: propose this one first.');
    const officers = plan.officers.map((officer) => ({ ...officer, id: randomUUID() }));
    const idOf = (subject: string): string => officers.find((officer) => officer.subject === subject)!.id;
    const answers = { proposedBy: idOf(proposedBy), confirmedBy: idOf(confirmedBy) };
    await this.work.run(async (tx) => {
      await tx.query(ONE_AT_A_TIME);
      await requireEmpty(tx);
      await tx.insert(AgencyRow, plan.agencies.map(toAgencyRow));
      // One statement: the fence takes the locks of several principals in its own order.
      const now = await domainNow(tx);
      await tx.insert(
        PrincipalRow,
        officers.map((officer) => toPrincipalRow(officer, answers.confirmedBy, now)),
      );
      for (const { code: agency, name, sector } of plan.agencies) {
        const detail = { code: agency, name, sector, ...answers };
        await this.trail.append(tx, null, {
          ...{ kind: 'governance', action: 'agency-register', detail },
          index: { recipientAgency: agency },
        });
      }
      for (const { id, kind, agency, roles } of officers) {
        const detail = { principal: id, kind, of: agency, roles, trainingExpiresAt: null, ...answers };
        await this.trail.append(tx, null, {
          ...{ kind: 'governance', action: 'principal-register', detail },
          index: { practitionerId: id, recipientAgency: agency },
        });
      }
    });
  }
}

async function requireEmpty(tx: EntityManager): Promise<void> {
  if (await tx.existsBy(PrincipalRow, { kind: 'officer' }))
    throw new Error('This place has officers already: they register others (POST /api/policy/v1/principals).');
}

function toAgencyRow({ code, name, sector }: PlacePlan['agencies'][number]): AgencyRow {
  return { code, name, sector, status: 'active', protocols: [], processors: [], stoppedSince: null, version: 1 };
}

function toPrincipalRow(
  { id, kind, issuer, subject, agency, roles }: PlacePlan['officers'][number] & { id: string },
  confirmedBy: string,
  confirmedAt: Date,
): PrincipalRow {
  requireFittingRoles(kind, roles);
  const counts = { status: 'active', trainingExpiresAt: null, version: 1, confirmedBy, confirmedAt } as const;
  return { id, kind, issuer, subject, agency, roles, ...counts, ...NOTHING_ASKED };
}
