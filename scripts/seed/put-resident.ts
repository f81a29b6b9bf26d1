import type { TownApi } from '../town/town-api.js';
import type { TownResident } from '../town/town-data.js';
import { sayer } from './sayer.js';

/** Pairwise pseudonyms of one resident, by agency. */
export type Pseudonyms = Readonly<Record<string, string>>;

/** May hold and use the NHS number (s.251A Health and Social Care Act 2012). */
const NHS_NUMBER_HOLDERS = ['NM-GP', 'NM-ACUTE', 'NM-ASC', 'NM-MH', 'REACH'];

/** One agency brings the person in, the others say by which own number they know them. Idempotent by identity. */
export async function putResident(api: TownApi, resident: TownResident): Promise<Pseudonyms> {
  const { givenName, familyName, birthDate, postcode, uprn, nhsNumber, localIds } = resident;
  const first = NHS_NUMBER_HOLDERS.find((agency) => agency in localIds)!;
  const person = { familyName, givenName, birthDate, postcode };
  const brought = await api.post<{ id: string }>(sayer(first), '/consent/v1/residents', {
    ...person,
    ...{ nhsNumber, uprn, localId: localIds[first] },
  });
  const pseudonyms: Record<string, string> = { [first]: brought.id };
  for (const [agency, localId] of Object.entries(localIds).filter(([code]) => code !== first)) {
    const nhs = NHS_NUMBER_HOLDERS.includes(agency) ? { nhsNumber } : {};
    const path = '/consent/v1/residents/link';
    const { resident: linked } = await api.post<{ resident: { id: string } }>(sayer(agency), path, {
      ...person,
      ...nhs,
      localId,
    });
    pseudonyms[agency] = linked.id;
  }
  return pseudonyms;
}

interface LinkAnswer {
  readonly resident: { readonly id: string } | null;
}

/** Two officers of agencies that know the person bind their sign-in: one as after proof of identity, the other confirms. */
export async function registerSignIn(api: TownApi, resident: TownResident): Promise<void> {
  const { key, familyName, birthDate, postcode, signInRegisteredBy: officer, signInConfirmedBy: other } = resident;
  const details = { familyName, birthDate, postcode };
  const found = await api.post<LinkAnswer>(officer, '/consent/v1/residents/lookup', details);
  if (!found.resident) throw new Error(`${officer} does not find ${key}`);
  const path = `/consent/v1/residents/${found.resident.id}/sign-ins`;
  const { id } = await api.post<{ id: string }>(officer, path, { subject: key });
  await api.post(other, `/consent/v1/sign-ins/${id}/confirm`);
}
