import { sayNhsNumber } from '../../words/nhs-number.js';
import { always, coded, eachOf, type Kind, line, objectsOf } from './kind.js';
import { firstOf, plainValue, type Saying } from './plain-value.js';
import type { JsonObject } from './seen.js';

/** A HumanName in the order in which people say it. */
const sayName = (name: JsonObject, saying: Saying): string | undefined =>
  firstOf(name, ['text'], saying) ??
  ([...['prefix', 'given', 'family'].flatMap((key) => plainValue(name[key], saying)?.replaceAll(', ', ' ') ?? [])].join(
    ' ',
  ) ||
    undefined);

const sayAddress = (address: JsonObject, saying: Saying): string | undefined =>
  firstOf(address, ['text'], saying) ??
  (['line', 'city', 'district', 'postalCode'].flatMap((key) => plainValue(address[key], saying) ?? []).join(', ') ||
    undefined);

/** The name that somebody goes by now: not one of former times while there is another. */
function nameNow(body: JsonObject, saying: Saying): string | undefined {
  const names = objectsOf(body['name']);
  const now = names.find(({ use }) => use !== 'old' && use !== 'maiden') ?? names[0];
  return now === undefined ? plainValue(body['name'], saying) : sayName(now, saying);
}

/** The one identifier that a person reads and compares; those of systems are no words. */
const NHS_NUMBER = /nhs-number$/;

/** As its record has it. */
export function nhsNumberIn(body: JsonObject): string | undefined {
  const found = objectsOf(body['identifier']).find(
    ({ system }) => typeof system === 'string' && NHS_NUMBER.test(system),
  );
  return typeof found?.['value'] === 'string' ? found['value'] : undefined;
}

function nhsNumberOf(body: JsonObject): string | undefined {
  const number = nhsNumberIn(body);
  return number === undefined ? undefined : sayNhsNumber(number);
}

/** FHIR R4 Patient: who it is, before anything else. */
export const PATIENT: Kind = {
  title: ['name'],
  name: nameNow,
  nameless: 'person',
  brief: ['born', 'gender', 'died'],
  lines: [
    always(line('born', 'birthDate')),
    { label: 'nhsNumber', keys: [], read: nhsNumberOf },
    coded('gender', 'gender', 'gender'),
    { label: 'died', keys: ['deceasedBoolean', 'deceasedDateTime'], read: diedOf },
    eachOf('address', 'address', sayAddress),
    eachOf('contact', 'telecom', (item, saying) => plainValue(item['value'], saying)),
    eachOf('language', 'communication', (item, saying) => plainValue(item['language'], saying)),
    eachOf('relative', 'contact', (item, saying) => {
      const name = objectsOf(item['name']).flatMap((one) => sayName(one, saying) ?? []);
      return [...name, plainValue(item['relationship'], saying)].filter(Boolean).join(', ') || undefined;
    }),
    line('practice', 'generalPractitioner'),
  ],
  technical: [
    'active',
    'maritalStatus',
    'managingOrganization',
    'multipleBirthBoolean',
    'multipleBirthInteger',
    'link',
    'photo',
  ],
};

/** "No" is said, too: it is a different thing from nothing. */
function diedOf(body: JsonObject, saying: Saying): string | undefined {
  return firstOf(body, ['deceasedDateTime', 'deceasedBoolean'], saying);
}
