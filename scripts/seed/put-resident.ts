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
  const brought = await api.as(sayer(first)).post('/api/consent/v1/residents', {
    body: { ...person, nhsNumber, uprn, localId: localIds[first] },
  });
  const pseudonyms: Record<string, string> = { [first]: brought.id };
  for (const [agency, localId] of Object.entries(localIds).filter(([code]) => code !== first)) {
    const nhs = NHS_NUMBER_HOLDERS.includes(agency) ? { nhsNumber } : {};
    const body = { ...person, ...nhs, localId };
    const { resident: linked } = await api.as(sayer(agency)).post('/api/consent/v1/residents/link', { body });
    pseudonyms[agency] = linked.id;
  }
  return pseudonyms;
}

/** Two officers of agencies that know the person bind their sign-in: one as after proof of identity, the other confirms. */
export async function registerSignIn(api: TownApi, resident: TownResident): Promise<void> {
  const { key, familyName, birthDate, postcode, signInRegisteredBy: officer, signInConfirmedBy: other } = resident;
  const body = { familyName, birthDate, postcode };
  const found = await api.as(officer).post('/api/consent/v1/residents/lookup', { body });
  if (!found.resident) throw new Error(`${officer} does not find ${key}`);
  const signIn = { path: { id: found.resident.id }, body: { subject: key } };
  const { id } = await api.as(officer).post('/api/consent/v1/residents/{id}/sign-ins', signIn);
  await api.as(other).post('/api/consent/v1/sign-ins/{id}/confirm', { path: { id } });
}
