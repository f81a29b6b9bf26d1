import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { policy } from '#libs/client';
import type { Category, Purpose } from '#libs/domain';
import { PROJECT_ROOT } from '../local/layout.js';

export interface TownAgency {
  readonly code: string;
  readonly name: string;
  readonly sector: string;
  /** Overrides of a refusal that it has joined with a protocol for. */
  readonly protocols?: readonly string[];
  /** Who processes for it and has no sign-in. */
  readonly processors?: readonly string[];
}

/** Every term of an agreement as it is sent; its dates are counted. */
type Terms = Required<Omit<policy.NewAgreementDto, 'startsAt' | 'expiresAt' | 'reviewAt'>>;

export interface TownAgreement extends Omit<Terms, 'state' | 'maxConsentDays' | 'apdRef'> {
  readonly maxConsentDays: number | null;
  readonly apdRef: string | null;
  readonly state: 'draft' | 'live' | 'expired';
  /** Who signed, by role. */
  readonly signOffs: Readonly<Record<policy.NewSignOffDto['role'], string>>;
  /** Days from the moment of seeding; the same for the next two. */
  readonly startsDay: number;
  readonly expiresDay: number | null;
  readonly reviewDay: number | null;
}

export interface TownResident {
  readonly key: string;
  readonly nhsNumber: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly birthDate: string;
  readonly postcode: string;
  readonly uprn: string;
  /** Whose record of demo/records stands for this person's health record. */
  readonly syntheaPatient: string | null;
  /** How each agency that knows the person numbers them. */
  readonly localIds: Readonly<Record<string, string>>;
  readonly signInRegisteredBy: string;
  /** The second person. */
  readonly signInConfirmedBy: string;
}

export interface TownRelationship {
  readonly resident: string;
  readonly agency: string;
  readonly kind: policy.NewRelationshipDto['kind'];
  readonly purpose: Purpose;
  readonly practitioner?: string;
}

export interface TownDirective {
  readonly resident: string;
  readonly instruction: 'give' | 'refuse' | 'object';
  readonly sources?: readonly string[];
  readonly recipients?: readonly string[];
  readonly categories?: readonly Category[];
  readonly purposes?: readonly Purpose[];
  /** The officer who has decided for this objection. */
  readonly upheldBy?: string;
}

/** What protects a resident beside what they said: a location shield, the national data opt-out. */
export interface TownCircumstance {
  readonly resident: string;
  readonly sets: 'shields' | 'opt-outs';
}

export interface TownData {
  readonly agencies: readonly TownAgency[];
  readonly agreements: readonly TownAgreement[];
  readonly residents: readonly TownResident[];
  readonly relationships: readonly TownRelationship[];
  readonly directives: readonly TownDirective[];
  readonly circumstances: readonly TownCircumstance[];
}

export const DEMO_FOLDER = join(PROJECT_ROOT, 'demo');

/** The demo town as its files have it (demo/town); synthetic throughout. */
export function readTown(folder = DEMO_FOLDER): TownData {
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(folder, 'town', name), 'utf8')) as T;
  return {
    agencies: read('agencies.json'),
    agreements: read('agreements.json'),
    residents: read<{ residents: TownResident[] }>('residents.json').residents,
    relationships: read('relationships.json'),
    directives: read('directives.json'),
    circumstances: read('circumstances.json'),
  };
}
