import fc from 'fast-check';
import { type Category, foldText } from '#libs/domain';
import type { minimise } from '../release/minimise.js';
import {
  arbitrarySample,
  planted,
  type Plain,
  recoded,
  replaced,
  reworded,
  type Sample,
  type Value,
} from './arbitrary-bodies.js';

type Minimise = typeof minimise;
type Property = fc.IProperty<unknown>;

const REDACTING = { redact: ['condition.code', 'diagnosis'], mask: [], hideLocation: false };
const SHIELDED = { redact: [], mask: [], hideLocation: true };
const BOTH = { ...REDACTING, hideLocation: true };

const PHRASE = 'Fracture of neck of femur';
const CODE = '5913000';
/** The same in other words: no net knows them, so only leaving out what is not ours can hide it. */
const PARAPHRASE = 'broke her hip on the ice';

const spellings = [
  (text: string) => text,
  (text: string) => text.toUpperCase(),
  (text: string) => text.replaceAll(' ', '  '),
  (text: string) => text.replaceAll('e', 'é').normalize('NFD'),
  (text: string) => text.replaceAll(' ', '-'),
  (text: string) => `${text} (disorder)`,
];

/** As a code, a status, a unit and the address of a system could say it. */
const DISGUISES: readonly Value[] = [
  ...[CODE, Number(CODE), PARAPHRASE, PHRASE.replaceAll(' ', '-'), `http://hl7.org/fhir/${PHRASE}`, 'HIV-and-dementia'],
  ...[`http://terminology.hl7.org/CodeSystem/${PARAPHRASE}`, 'urn:F00.9', 'F00.9', 'Dementia', '{HIV+dementia}'],
];
/** An honest record of another system's diagnosis, and one that is told beside a harmless code. */
const CODINGS: readonly Plain[] = [
  { system: 'http://snomed.info/sct', code: '52448006', display: 'Dementia (disorder)' },
  { system: 'http://hl7.org/fhir/sid/icd-10', code: 'F00.9', display: 'Dementia in Alzheimer disease' },
  { system: 'http://loinc.org', code: '72106-8', display: 'Dementia' },
  { system: 'http://snomed.info/sct', code: '282097004', display: `Ability to walk; ${PARAPHRASE}, HIV and dementia` },
  { display: 'Dementia' },
  { system: `http://hl7.org/fhir/${PHRASE}` },
];
const OTHER_SECRETS = ['dementia', '52448006', 'F009', 'HIVand', '72106'];

const squeezed = (text: string): string => foldText(text).replaceAll(' ', '');
const shows = (left: string | null, ...secrets: readonly string[]): boolean =>
  left !== null && secrets.some((secret) => squeezed(left).includes(squeezed(secret)));

/** Where an agency may write the diagnosis that an agreement leaves out, by the kind of body. */
const CARRIERS: readonly ((sample: Sample) => Plain)[] = [
  () => ({ diagnosis: PHRASE, condition: { code: CODE } }),
  () => ({ Diagnosis: PHRASE, Condition: { CODE } }),
  () => ({ assessment: { diagnosis: PHRASE, code: CODE }, diagnosis: CODE }),
  () => ({ primaryDiagnosis: PHRASE, diagnosisCode: CODE }),
  () => ({ diagnoses: [{ code: CODE, text: PHRASE }] }),
];
const coded: Value = { coding: [{ system: 'http://snomed.info/sct', code: CODE, display: PHRASE }], text: PHRASE };
const RESOURCE_CARRIERS: readonly ((sample: Sample) => Plain)[] = [
  ({ shape }) => (shape.resource === 'Condition' ? { code: coded } : { reasonCode: [coded] }),
  ({ shape }) =>
    shape.resource === 'Condition' ? { code: { text: PHRASE }, evidence: [{ code: [coded] }] } : { reasonCode: coded },
  () => ({ diagnosis: PHRASE, condition: { code: CODE } }),
];

function carried(sample: Sample, which: number): Plain {
  const carriers = sample.shape.resource === null ? CARRIERS : RESOURCE_CARRIERS;
  return { ...sample.body, ...carriers[which % carriers.length]!(sample) };
}

const seeds = fc.array(fc.nat(), { maxLength: 4 });

/** No hidden value, no code of it and nothing that says it in other words leaves, wherever in the body it stands. */
export const nothingHiddenLeaves = (minimise: Minimise, categories?: readonly Category[]): Property =>
  fc.property(arbitrarySample(categories), fc.nat(), seeds, seeds, (sample, which, places, values) => {
    const said = (seed: number): Value =>
      seed % 3 === 0 ? spellings[seed % spellings.length]!(PHRASE) : DISGUISES[seed % DISGUISES.length]!;
    const told = values.reduce(
      (body, seed) =>
        seed % 2 === 0
          ? replaced(body, said(seed >> 1), seed >> 5)
          : recoded(body, CODINGS[(seed >> 1) % CODINGS.length]!, seed >> 5),
      sample.body,
    );
    let body = carried({ ...sample, body: told }, which);
    for (const seed of places) body = planted(body, [PHRASE, CODE, PARAPHRASE][seed % 3]!, seed >> 2);
    // One in six fits no shape at all.
    if (which % 6 === 5) body = { sheet: body };
    return !shows(
      minimise(JSON.stringify(body), sample.category, REDACTING),
      PHRASE,
      CODE,
      PARAPHRASE,
      ...OTHER_SECRETS,
    );
  });

const PLACES: readonly Value[] = [
  ...[
    '14 Larch Row',
    'ZZ10 1HA',
    'zz101ha',
    '01632 960 123',
    '+44 1632 960123',
    'margaret@example.org',
    '100023336956',
  ],
  ...[
    100023336956,
    'Harbour Homes',
    'EASTGATE SURGERY',
    'Flat 3',
    'https://example.org/where',
    'Eastgate-Surgery',
    '14-Larch-Row',
    '2026-10-30T100023336956',
  ],
];
/** Only free text can say these; no pattern knows them. */
const TOLD_PLACES: readonly Value[] = [
  ...['moved in with her sister by the mill', 'the yellow house behind the church', 'Clarke, 12 Bankside, Kendal'],
  ...['c/o Ruth, Kendal', 'Wheelchair at Bramble Rise, Kendal', 'Kendal-Bankside-12', 'Walking; now in Kendal'],
  ...['http://hl7.org/fhir/7 New Street Kendal LA9 4AB', 'Aspirin, LA9', 'Bankside 12', 'Bramble Rise'],
];
const PLACE_CODINGS: readonly Plain[] = [
  { system: 'http://hl7.org/fhir/7 New Street Kendal LA9 4AB' },
  { display: 'Wheelchair at Bramble Rise, Kendal' },
  { code: 'Kendal-Bankside-12' },
];
/** Names that stand alone look like a medicine's: only where a sender's display never passes are they left out. */
const BARE_PLACES: readonly Value[] = ['Kendal community rehabilitation', 'Bankside Kendal'];

/** Under a shield nothing that shows where somebody lives leaves, in any category, whatever field it stands in. */
export const noPlaceLeaves = (minimise: Minimise, categories?: readonly Category[]): Property =>
  fc.property(
    arbitrarySample(categories),
    fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
    seeds,
    fc.constantFrom(SHIELDED, BOTH),
    (sample, places, values, hidden) => {
      let body = sample.body;
      const secrets = [...PLACES, ...TOLD_PLACES, ...(hidden === BOTH ? BARE_PLACES : [])];
      for (const seed of places)
        body = planted(body, secrets[seed % secrets.length]!, seed >> 4, [...FREE, ...LOCATING]);
      for (const seed of values) {
        body =
          seed % 2 === 0
            ? replaced(body, secrets[(seed >> 1) % secrets.length]!, seed >> 6)
            : recoded(body, PLACE_CODINGS[(seed >> 1) % PLACE_CODINGS.length]!, seed >> 6);
      }
      return !shows(minimise(JSON.stringify(body), sample.category, hidden), ...secrets.map(String));
    },
  );
const FREE = ['note', 'text', 'extension', 'contained', 'howBestToSupport', 'whereToFindThem'];
const LOCATING = [
  'address',
  'postcode',
  'uprn',
  'phone',
  'landlord',
  'surgery',
  'telecom',
  'location',
  'serviceProvider',
];

/** What leaves is the same to the byte whether there was something to leave out or not. */
export const absentLooksWithheld = (minimise: Minimise): Property =>
  fc.property(arbitrarySample(), fc.nat(), fc.boolean(), (sample, which, shielded) => {
    const hidden = shielded ? SHIELDED : REDACTING;
    const free = Object.fromEntries(LOCATING.map((name) => [name, 'Somewhere'] as const));
    const bare = Object.fromEntries(
      Object.entries(sample.body).filter(([name]) => !taken(sample, which, shielded).includes(name)),
    );
    const more = shielded ? { ...bare, ...free } : { ...bare, ...carried({ ...sample, body: {} }, which) };
    const [without, withMore] = [bare, more].map((body) => minimise(JSON.stringify(body), sample.category, hidden));
    return withMore === null || without === null || withMore === without;
  });
const taken = (sample: Sample, which: number, shielded: boolean): string[] =>
  (shielded ? LOCATING : Object.keys(carried({ ...sample, body: {} }, which))).flatMap((name) => [
    name,
    name.toLowerCase(),
  ]);

/** Where more than places is hidden, what leaves is the same to the byte whatever a sender wrote beside its codes. */
export const proseChangesNothing = (minimise: Minimise): Property =>
  fc.property(arbitrarySample(), fc.constantFrom(REDACTING, BOTH), ({ category, body }, hidden) => {
    const [asSent, otherwise] = [body, reworded(body, PARAPHRASE)].map((one) =>
      minimise(JSON.stringify(one), category, hidden),
    );
    return asSent === otherwise;
  });

/** Of a short value nothing is shown, and of a long one no more than its end. */
export const masksWhole = (minimise: Minimise): Property =>
  fc.property(fc.stringMatching(/^[0-9 ]{1,12}$/), (phone) => {
    const masked = { redact: [], mask: ['phone'], hideLocation: false };
    const left = minimise(JSON.stringify({ phone, falls: 2 }), 'FUNCTION', masked);
    const digits = phone.replaceAll(' ', '');
    if (left === null || digits.length === 0) return true;
    const shown = (JSON.parse(left) as { phone: string }).phone.replace('[masked]', '');
    return digits.length < 8 ? shown === '' : shown.length <= 3;
  });

/**
 * The first case that breaks a property, as small as it can be made; null where none was found. Of a seeded fault any will
 * do. What throws breaks no property: it is thrown on.
 */
export function counterexample(property: Property, numRuns: number, endOnFailure = false): string | null {
  const { failed, counterexample: found, errorInstance } = fc.check(property, { numRuns, seed: 1, endOnFailure });
  if (!failed) return null;
  if (!String(errorInstance).includes('returning false')) throw errorInstance;
  return JSON.stringify(found);
}
