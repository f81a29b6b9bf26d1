import { sayNhsNumber } from '../../words/nhs-number.js';
import { always, coded, eachOf, joined, type Kind, line, wordOf } from './kind.js';
import { firstOf, plainValue, type Saying } from './plain-value.js';
import { type JsonObject, objectsOf } from './seen.js';

/** A HumanName in the order in which people say it. */
const sayName = (name: JsonObject, saying: Saying): string | undefined =>
  firstOf(name, ['text'], saying) ??
  ([...['prefix', 'given', 'family'].flatMap((key) => plainValue(name[key], saying)?.replaceAll(', ', ' ') ?? [])].join(
    ' ',
  ) ||
    undefined);

/** What of an address its own text does not say, too, and whether it is the one of now. */
function sayAddress(address: JsonObject, saying: Saying): string | undefined {
  const text = plainValue(address['text'], saying);
  const lines = ['line', 'city', 'district', 'state', 'postalCode', 'country'];
  const parts = lines.map((key) => plainValue(address[key], saying)).filter((part) => !part || !text?.includes(part));
  return withUse(joined([text, ...parts], ', '), address, saying);
}

const sayTelecom = (telecom: JsonObject, saying: Saying): string | undefined =>
  withUse(plainValue(telecom['value'], saying), telecom, saying);

/** An address or a number of former times says so. */
function withUse(text: string | undefined, { use, period }: JsonObject, saying: Saying): string | undefined {
  const when = joined([wordOf(use, 'use', saying), plainValue(period, saying)], ', ');
  return text === undefined || when === undefined ? text : `${text} (${when})`;
}

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
    { label: 'nhsNumber', read: nhsNumberOf },
    coded('gender', 'gender', 'gender'),
    { label: 'died', read: diedOf },
    eachOf('address', 'address', sayAddress),
    eachOf('contact', 'telecom', sayTelecom),
    eachOf('language', 'communication', (item, saying) => {
      const language = plainValue(item['language'], saying);
      return item['preferred'] === true && language !== undefined
        ? saying.t('practitioner.record.preferred', { language })
        : language;
    }),
    eachOf('relative', 'contact', (item, saying) => {
      const name = objectsOf(item['name']).map((one) => sayName(one, saying));
      const reached = objectsOf(item['telecom']).map((one) => sayTelecom(one, saying));
      const lives = objectsOf(item['address']).map((one) => sayAddress(one, saying));
      return joined([...name, plainValue(item['relationship'], saying), ...reached, ...lives], ', ');
    }),
    line('maritalStatus', 'maritalStatus'),
    line('practice', 'generalPractitioner'),
  ],
  technical: [
    // One name is who somebody is; those of former times, and whether a system still keeps the record, are not asked here.
    ...['name', 'active', 'managingOrganization', 'multipleBirthBoolean', 'multipleBirthInteger'],
    ...['telecom.system', 'telecom.rank', 'contact.telecom.system', 'contact.telecom.rank'],
    ...['address.type', 'contact.name', 'contact.gender'],
  ],
};

/** "No" is said, too: it is a different thing from nothing. */
function diedOf(body: JsonObject, saying: Saying): string | undefined {
  return firstOf(body, ['deceasedDateTime', 'deceasedBoolean'], saying);
}
