import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type {
  AgreementFact,
  Category,
  DirectiveFact,
  OverrideMode,
  Purpose,
  RelationshipKind,
  RequesterKind,
  Sector,
} from '#libs/domain';

/** The pages beside this file, in the words of domain.md section 2. */
export interface TownAgreement {
  purpose: Purpose;
  mode: AgreementFact['mode'];
  categories: string;
  roles: string;
  systems?: boolean;
  maxConsentDays?: number;
  redactions?: { [category: string]: string[] };
  /** Day on which it expires. */
  expires?: number;
  among?: string[];
  pairs?: string[];
}

export interface TownDirective {
  status: DirectiveFact['status'];
  sources?: string[];
  recipients?: string[];
  categories?: Category[];
  purposes?: Purpose[];
  agreement?: string;
  expires?: number;
}

export interface TownOverride {
  mode: OverrideMode;
  agency: string;
  person?: string;
  purpose: Purpose;
  categories: Category[];
  hours: number;
}

export interface Situation {
  /** Agency, kind, purpose and perhaps the person named. */
  entries?: string[];
  directives?: TownDirective[];
  overrides?: TownOverride[];
  restricted?: boolean;
  died?: boolean;
}

interface Town {
  agencies: { [code: string]: Sector };
  people: { [key: string]: [RequesterKind, string, string?] };
  agreements: { [id: string]: TownAgreement };
  situations: { [name: string]: Situation };
}

export const readPage = <Page>(name: string): Page =>
  parse(readFileSync(join('test', 'decisions', name), 'utf8'), { merge: true }) as Page;

export const town = readPage<Town>('town.yaml');

export const agencyOf = (person: string): string => town.people[person]?.[1] ?? 'nowhere';

export const words = (text: string): string[] => text.split(' ');

/** Whether data may flow from one agency to the other under an agreement. */
export const isParty = ({ among = [], pairs = [] }: TownAgreement, source: string, recipient: string): boolean =>
  pairs.includes(`${source} ${recipient}`) ||
  (source !== recipient && [source, recipient].every((one) => among.includes(one)));

export type Entry = [agency: string, kind: RelationshipKind, purpose: Purpose, person?: string];
export const entryOf = (text: string): Entry => words(text) as Entry;
