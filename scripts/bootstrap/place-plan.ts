import 'reflect-metadata';
import { createHash } from 'node:crypto';
import type { Role, Json } from '#libs/domain';
import { fieldErrors } from '#libs/http';
import { canonicalJson } from '#libs/tlog';
import { plainToInstance, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateNested, validateSync } from 'class-validator';
import { NewAgencyDto } from '../../apps/policy/src/registry/agency/agency.dto.js';
import { NewPrincipalDto } from '../../apps/policy/src/registry/principal/principal.dto.js';

/** The first agencies of a place and the officers who bring in everybody else. */
export class PlacePlan {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => NewAgencyDto)
  readonly agencies!: NewAgencyDto[];

  /** Officers alone: they register practitioners and systems at the policy app's doors. */
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => NewPrincipalDto)
  readonly officers!: NewPrincipalDto[];
}

export const EXAMPLE = {
  agencies: [{ code: 'NM-ASC', name: 'Northmere Council Adult Social Care', sector: 'social-care' }],
  officers: [
    { subject: 'the `sub` of the governance lead', agency: 'NM-ASC', roles: ['ig-lead'] },
    { subject: 'the `sub` of the second lead', agency: 'NM-ASC', roles: ['ig-lead', 'privacy-officer'] },
  ],
};

/** Reads a plan. Rejects with every fault and where it stands; `issuer` is filled in where an officer names none. */
export function readPlan(given: unknown, issuer: string): PlacePlan {
  const plan = plainToInstance(PlacePlan, withDefaults(given, issuer));
  const faults = validateSync(plan, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  refuse(fieldErrors(faults).map(({ field, detail }) => `${field}: ${detail}`));
  refuse(faultsOf(plan));
  return plan;
}

/** What the second person repeats: of this very plan, as this very person proposed it. */
export function codeOf(plan: PlacePlan, proposedBy: string): string {
  const content = canonicalJson(JSON.parse(JSON.stringify({ plan, proposedBy })) as Json);
  return createHash('sha256').update(content).digest('hex').slice(0, 10);
}

export function officerOf({ officers }: PlacePlan, subject: string): NewPrincipalDto {
  const found = officers.find((officer) => officer.subject === subject);
  if (!found) throw new Error(`"${subject}" is none of the plan's officers: both people must be.`);
  return found;
}

function withDefaults(given: unknown, issuer: string): object {
  const { officers, ...rest } = Object(given) as { officers?: unknown };
  if (!Array.isArray(officers)) return { ...rest, officers };
  return { ...rest, officers: officers.map((one) => ({ issuer, kind: 'officer', ...(Object(one) as object) })) };
}

/** Who may write an agreement's terms; a lead who did not write them makes them live (apps/policy, agreement). */
const WRITES: readonly Role[] = ['ig-lead', 'policy-author'];
const NO_AGREEMENT = 'no agreement could become live: beside the ig-lead it takes another one, or a policy-author';

/** Whoever governs needs somebody beside them: a stop, an agreement and a bundle take two (design 4). */
function faultsOf({ agencies, officers }: PlacePlan): string[] {
  const codes = new Set(agencies.map(({ code }) => code));
  return [
    ...(codes.size < agencies.length ? ['two agencies have the same code'] : []),
    ...officers
      .filter(({ agency }) => !codes.has(agency))
      .map(({ agency }) => `an officer is of ${agency}, which is not among the agencies`),
    ...(officers.some(({ kind }) => kind !== 'officer') ? ['the plan holds officers alone'] : []),
    ...(new Set(officers.map(({ issuer, subject }) => `${issuer}\n${subject}`)).size < officers.length
      ? ['two officers have the same sign-in']
      : []),
    ...(officers.some(({ roles }) => roles.includes('ig-lead')) ? [] : ['no officer is an ig-lead']),
    ...(officers.filter(({ roles }) => roles.some((role) => WRITES.includes(role))).length > 1 ? [] : [NO_AGREEMENT]),
  ];
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`The plan cannot be used:\n${faults.map((line) => `  ${line}`).join('\n')}`);
}
