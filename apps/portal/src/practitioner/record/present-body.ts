import { everyField, firstOf, plainValue, type Saying } from './plain-value.js';
import { isObject, type Json, type JsonObject } from './seen.js';

export interface BodyRow {
  /** Of class `data` where it is the agency's own name of the field, which no catalogue translates. */
  readonly key: { readonly text: string; readonly classes?: string };
  readonly value: { readonly text: string; readonly classes: string };
}

export interface ShownBody {
  /** What the record is about, in its own words; undefined where it has none. */
  readonly title: string | undefined;
  readonly rows: readonly BodyRow[];
  /** Every field, for whoever needs more than the rows; none where the rows are every field. */
  readonly all: readonly BodyRow[];
}

type Read = (body: JsonObject, saying: Saying) => string | undefined;

interface Kind {
  readonly title: readonly string[];
  readonly rows: readonly (readonly [label: string, read: Read])[];
}

const field =
  (...keys: string[]): Read =>
  (body, saying) =>
    firstOf(body, keys, saying);
const eachOf =
  (key: string, read: Read): Read =>
  (body, saying) => {
    const list = Array.isArray(body[key]) ? (body[key] as readonly Json[]) : [];
    const texts = list.flatMap((item) => (isObject(item) ? (read(item, saying) ?? []) : []));
    return texts.length > 0 ? [...new Set(texts)].join(', ') : undefined;
  };

/** An Observation's value, whatever its type (`valueQuantity`, `valueString`…), or those of its components. */
const valueOf: Read = (body, saying) => {
  const key = Object.keys(body).find((name) => /^value[A-Z]/.test(name));
  return key === undefined ? undefined : plainValue(body[key], saying);
};
const components = eachOf('component', (item, saying) =>
  [firstOf(item, ['code'], saying), valueOf(item, saying)].filter(Boolean).join(': '),
);

const STATUS = ['status', field('clinicalStatus', 'status')] as const;

/** What a practitioner reads first of each kind of FHIR R4 resource that this place's agencies send. */
const KINDS: Readonly<Record<string, Kind>> = {
  MedicationRequest: {
    title: ['medicationCodeableConcept', 'medicationReference'],
    rows: [
      STATUS,
      ['directions', eachOf('dosageInstruction', field('text'))],
      ['prescribed', field('authoredOn')],
      ['prescriber', field('requester')],
    ],
  },
  Condition: {
    title: ['code'],
    rows: [
      STATUS,
      ['since', field('onsetDateTime', 'onsetPeriod')],
      ['ended', field('abatementDateTime')],
      ['noted', field('recordedDate')],
    ],
  },
  AllergyIntolerance: {
    title: ['code'],
    rows: [
      STATUS,
      ['risk', field('criticality')],
      ['reaction', eachOf('reaction', field('manifestation', 'description'))],
      ['noted', field('recordedDate')],
    ],
  },
  Observation: {
    title: ['code'],
    rows: [
      ['result', (body, saying) => valueOf(body, saying) ?? components(body, saying)],
      ['measured', field('effectiveDateTime', 'effectivePeriod')],
    ],
  },
  Encounter: {
    title: ['type', 'class'],
    rows: [STATUS, ['when', field('period')], ['reason', field('reasonCode')], ['place', field('serviceProvider')]],
  },
  CarePlan: {
    title: ['title', 'category'],
    rows: [
      STATUS,
      ['when', field('period')],
      [
        'activities',
        eachOf('activity', (item, saying) =>
          isObject(item['detail']) ? firstOf(item['detail'], ['code', 'description'], saying) : undefined,
        ),
      ],
    ],
  },
  Device: { title: ['type', 'deviceName'], rows: [STATUS, ['expires', field('expirationDate')]] },
};

/** A record's content as macro arguments: the kinds that we know by their first questions, anything else field by field. */
export function presentBody(body: Json, saying: Saying): ShownBody {
  if (!isObject(body)) {
    const text = plainValue(body, saying) ?? '';
    return { title: undefined, rows: [row(saying.t('practitioner.record.content'), text)], all: [] };
  }
  const every = everyField(body, saying).map(ownRow);
  const kind = typeof body['resourceType'] === 'string' ? KINDS[body['resourceType']] : undefined;
  if (!kind) {
    const { heading, ...rest } = body;
    const title = plainValue(heading, saying);
    return { title, rows: everyField(title === undefined ? body : rest, saying).map(ownRow), all: [] };
  }
  const rows = kind.rows.flatMap(([label, read]) => {
    const text = read(body, saying);
    return text === undefined ? [] : [row(saying.t(`practitioner.record.field.${label}`), text)];
  });
  return { title: firstOf(body, kind.title, saying), rows, all: every };
}

const row = (key: string, text: string): BodyRow => ({
  key: { text: key },
  value: { text, classes: 'long-value data' },
});

const ownRow = ([key, text]: [string, string]): BodyRow => ({ ...row(key, text), key: { text: key, classes: 'data' } });
