import { inParallel } from '../town/in-parallel.js';
import type { TownApi } from '../town/town-api.js';
import { readTown } from '../town/town-data.js';
import { careAndHousingRecords, healthRecords, type TownRecord } from '../town/town-records.js';
import { putAgreements } from './put-agreements.js';
import { putCircumstances } from './put-circumstances.js';
import { putDirectives } from './put-directives.js';
import { putLooks } from './put-looks.js';
import { putPeople } from './put-people.js';
import { putRecords } from './put-records.js';
import { putRelationships } from './put-relationships.js';
import { putResident, registerSignIn, type Pseudonyms } from './put-resident.js';

export interface SeedOptions {
  /** An administrator's address of the database: staff and agencies are put in before anybody can sign in. */
  readonly databaseUrl: string;
  readonly api: TownApi;
  readonly report: (line: string) => void;
}

const AT_ONCE = 5;

/**
 * Puts Northmere into a running stack. Safe to run at every start: a resident's sign-in comes last, so whoever has one is
 * complete; the rest is done again, and every call of it is idempotent.
 */
export async function seedTown({ databaseUrl, api, report }: SeedOptions): Promise<void> {
  const town = readTown();
  const { directory, issuer } = api.options;
  const complete = await putPeople(databaseUrl, issuer, town.agencies, directory.all());
  const missing = town.residents.filter(({ key }) => !complete.has(key));
  await putAgreements(api, town.agreements);
  const known = await inParallel(missing, AT_ONCE, async (resident) => {
    const pseudonyms = await putResident(api, resident);
    const own = town.relationships.filter((entry) => entry.resident === resident.key);
    await putRelationships(api, own, pseudonyms);
    return [resident.key, pseudonyms] as const;
  });
  const pseudonyms: ReadonlyMap<string, Pseudonyms> = new Map(known);
  const records = [...careAndHousingRecords(), ...healthRecords(missing).filter(postedAtSeeding)];
  await putRecords(
    api,
    records.filter(({ resident }) => pseudonyms.has(resident)),
    pseudonyms,
  );
  await inParallel(missing, AT_ONCE, (resident) => registerSignIn(api, resident));
  await putDirectives(api, town.directives);
  await putCircumstances(api, town.circumstances);
  await putLooks(api, town.residents);
  const { agencies, residents } = town;
  if (missing.length === 0) report('  the demo town was in already');
  else report(`  ${agencies.length} agencies, ${residents.length} residents, ${records.length} records`);
}

/** Margaret's discharge records are posted by step 1a of the script, not before. */
function postedAtSeeding({ resident, source }: TownRecord): boolean {
  return !(resident === 'margaret' && source === 'NM-ACUTE');
}
