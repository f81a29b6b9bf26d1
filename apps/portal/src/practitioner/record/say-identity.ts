import { isDay, londonDayOf } from '#libs/calendar';
import type { Translate } from '../../words/texts.js';
import type { FoundPerson } from '../person/found-people.js';
import { isMarked } from './plain-value.js';
import { nhsNumberIn } from './patient.js';
import { isResource, type ReadPart, type ReadRecord } from './read-parts.js';
import { type JsonObject, objectsOf } from './seen.js';

/** Who somebody is, as one agency has it. */
export interface Identity {
  readonly agency: string;
  readonly name: string;
  readonly born: string | undefined;
  readonly age: string | undefined;
  readonly gender: string | undefined;
  readonly died: string | undefined;
  /** What of it is not what was searched for; undefined where nothing differs, or nothing can be compared. */
  readonly differs: string | undefined;
}

export interface Known {
  readonly parts: readonly ReadPart[];
  readonly found: FoundPerson | undefined;
  /** Now. */
  readonly at: string;
}

/** What the sources' own records say of who this is, beside what was typed to find them: the newest of each agency. */
export function sayIdentity(t: Translate, { parts, found, at }: Known): Identity[] {
  const sources = parts.flatMap(({ sources: some }) => some);
  return sources.flatMap(({ records }) => {
    const newest = records.find((record) => isResource(record, 'Patient'));
    return newest === undefined ? [] : [identityOf(t, newest, found, londonDayOf(at))];
  });
}

function identityOf(t: Translate, record: ReadRecord, found: FoundPerson | undefined, today: string): Identity {
  const body = record.resource!;
  const said = (label: string): string | undefined => record.body.brief?.find((one) => one.label === label)?.value.text;
  const { birthDate } = body;
  const differs = found === undefined ? [] : differences(body, found);
  const died = body['deceasedBoolean'] === false ? undefined : said('died');
  return {
    agency: record.agency,
    name: record.title,
    born: said('born'),
    age:
      typeof birthDate === 'string' && isDay(birthDate) && died === undefined
        ? t('practitioner.record.identity.age', { count: yearsBetween(birthDate, today) })
        : undefined,
    gender: said('gender'),
    died,
    differs:
      differs.length === 0
        ? undefined
        : t('practitioner.record.identity.differs', {
            fields: differs.map((field) => t(`practitioner.record.identity.${field}`)).join(', '),
          }),
  };
}

/** What both sides say, and not alike. What is missing or left out on one side tells nothing. */
function differences(body: JsonObject, found: FoundPerson): string[] {
  const names = objectsOf(body['name']).map(({ family }) => family);
  const families = names.flatMap((family) => (typeof family === 'string' && !isMarked(family) ? folded(family) : []));
  const { birthDate } = body;
  const nhsNumber = nhsNumberIn(body)?.replace(/\s/g, '');
  return [
    ...(families.length > 0 && !families.includes(folded(found.familyName)) ? ['familyName'] : []),
    ...(typeof birthDate === 'string' && isDay(birthDate) && birthDate !== found.birthDate ? ['birthDate'] : []),
    ...(nhsNumber !== undefined &&
    !isMarked(nhsNumber) &&
    found.nhsNumber !== undefined &&
    nhsNumber !== found.nhsNumber
      ? ['nhsNumber']
      : []),
  ];
}

/** Letters alone: a hyphen, an accent or a capital is no other person. */
const folded = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase();

function yearsBetween(born: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
}
