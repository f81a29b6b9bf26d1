import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Category } from '#libs/domain';
import { DEMO_FOLDER, type TownResident } from './town-data.js';

/** One record of one agency about one resident, as it will be posted. */
export interface TownRecord {
  readonly resident: string;
  readonly source: string;
  readonly category: Category;
  readonly sourceId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface SyntheaLine {
  readonly patient: string;
  readonly category: Category;
  readonly resource: Readonly<Record<string, unknown>> & { readonly id: string };
}

type Keepers = Readonly<Partial<Record<Category, string>>>;

/** Which agency keeps what of a health record; who does not know the person keeps nothing. */
const KEEPERS: Keepers = {
  MEDS: 'NM-GP',
  ALLERGY: 'NM-GP',
  CONDITIONS: 'NM-GP',
  FUNCTION: 'NM-ACUTE',
  DISCHARGE: 'NM-ACUTE',
  CAREPLAN: 'NM-ACUTE',
  EQUIPMENT: 'NM-ACUTE',
};

/** So many of each category and person: enough to look real, few enough to seed in seconds. */
const NEWEST = 3;

export interface HealthRecordChoice {
  /** Who posts which category; the standing one when left out. */
  readonly keepers?: Keepers;
  /** How many of each category and person. */
  readonly newest?: number;
  readonly folder?: string;
}

/** Adult social care and housing records, written by hand to PRSB headings. */
export function careAndHousingRecords(folder = DEMO_FOLDER): TownRecord[] {
  return JSON.parse(readFileSync(join(folder, 'records', 'care-and-housing.json'), 'utf8')) as TownRecord[];
}

/** The newest few FHIR R4 resources of each category for each resident with a health record; codings as they are. */
export function healthRecords(
  residents: readonly TownResident[],
  { keepers = KEEPERS, newest = NEWEST, folder = DEMO_FOLDER }: HealthRecordChoice = {},
): TownRecord[] {
  const text = gunzipSync(readFileSync(join(folder, 'records', 'synthea-records.jsonl.gz'))).toString('utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as SyntheaLine);
  return residents.flatMap((resident) => {
    const own = lines.filter((line) => line.patient === resident.syntheaPatient);
    return (Object.entries(keepers) as [Category, string][])
      .filter(([, source]) => source in resident.localIds)
      .flatMap(([category, source]) =>
        newestFirst(own.filter((line) => line.category === category))
          .slice(0, newest)
          .map((line) => ({
            resident: resident.key,
            source,
            category,
            sourceId: `${source.toLowerCase()}-${line.resource.id}`,
            body: withoutNames(line.resource) as TownRecord['body'],
          })),
      );
  });
}

function newestFirst(lines: readonly SyntheaLine[]): SyntheaLine[] {
  return [...lines].sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
}

function dateOf({ resource }: SyntheaLine): string {
  const { start } = (resource.period ?? resource.performedPeriod ?? {}) as { start?: unknown };
  const { effectiveDateTime, recordedDate, authoredOn, manufactureDate } = resource;
  const dates = [effectiveDateTime, recordedDate, authoredOn, start, manufactureDate];
  return dates.find((date) => typeof date === 'string') ?? '';
}

/** Synthea writes names beside its references; a body carries no name that sealing and redaction do not know of. */
function withoutNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNames);
  if (typeof value !== 'object' || value === null) return value;
  const named = 'reference' in value;
  const kept = Object.entries(value).filter(([field]) => !(named && field === 'display'));
  return Object.fromEntries(kept.map(([field, inner]) => [field, withoutNames(inner)]));
}
