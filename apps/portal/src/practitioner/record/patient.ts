import { sayNhsNumber } from '../../words/nhs-number.js';
import { always, coded, eachOf, joined, type Kind, line, type Line, wordOf } from './kind.js';
import { firstOf, plainValue, type Saying } from './plain-value.js';
import { isObject, type Json, type JsonObject, listOf, objectsOf } from './seen.js';
import { isBefore } from './standing.js';

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
function withUse(text: string | undefined, one: JsonObject, saying: Saying): string | undefined {
  const ended = hasEnded(one, saying) ? saying.t('practitioner.record.noLonger') : undefined;
  const when = joined([ended, wordOf(one['use'], 'use', saying), plainValue(one['period'], saying)], ', ');
  return text === undefined || when === undefined ? text : `${text} (${when})`;
}

const hasEnded = ({ period }: JsonObject, { today }: Saying): boolean =>
  isObject(period) && isBefore(period['end'], today);

/** Where nobody is reached any more comes last. */
function nowFirst(some: Json | undefined, saying: Saying): JsonObject[] {
  const isPast = (one: JsonObject): boolean => one['use'] === 'old' || hasEnded(one, saying);
  const all = objectsOf(some);
  return [...all.filter((one) => !isPast(one)), ...all.filter(isPast)];
}

/** Each way to reach somebody, those of now first. */
function reachedAt(label: string, key: string, read: (one: JsonObject, saying: Saying) => string | undefined): Line {
  const each = eachOf(label, key, read);
  const inOrder = (body: JsonObject, saying: Saying): JsonObject =>
    listOf(body[key]).every(isObject) ? { [key]: nowFirst(body[key], saying) } : body;
  return { ...each, read: (body, saying) => each.read(inOrder(body, saying), saying) };
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
    reachedAt('address', 'address', sayAddress),
    reachedAt('contact', 'telecom', sayTelecom),
    eachOf('language', 'communication', (item, saying) => {
      const language = plainValue(item['language'], saying);
      return item['preferred'] === true && language !== undefined
        ? saying.t('practitioner.record.preferred', { language })
        : language;
    }),
    reachedAt('relative', 'contact', (item, saying) => {
      const name = objectsOf(item['name']).map((one) => sayName(one, saying));
      const reached = nowFirst(item['telecom'], saying).map((one) => sayTelecom(one, saying));
      const lives = objectsOf(item['address']).map((one) => sayAddress(one, saying));
      const all = joined([...name, plainValue(item['relationship'], saying), ...reached, ...lives], ', ');
      return withUse(all, item, saying);
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
