import type { Translate } from '../../words/texts.js';
import { codesOf } from './coded-words.js';
import { type ReadPart, type ReadRecord, recordsOf } from './read-parts.js';
import { listOf } from './seen.js';

/** Of what somebody recorded that there is no allergy: FHIR R4's `category`, any of them, or another that FHIR has no word for. */
type NoneOf = 'any' | 'medication' | 'food' | 'environment' | 'other';

/** That somebody recorded that there is none: said above the allergies, never as one of them. */
export interface RecordedNone {
  /** In the record's own words, with how sure and since when. */
  readonly says: string;
  readonly href: string;
  readonly agency: string;
  /** What has to be known before one relies on it: that allergies stand below, before all. */
  readonly warnings: readonly string[];
}

/** SNOMED CT, and the International Patient Summary's absent-unknown-uv-ips. */
const CODES: Readonly<Record<string, NoneOf>> = {
  ...{ '716186003': 'any', '160244002': 'any', 'no-known-allergies': 'any' },
  ...{ '409137002': 'medication', 'no-known-medication-allergies': 'medication' },
  ...{ '429625007': 'food', 'no-known-food-allergies': 'food' },
  ...{ '428607008': 'environment', 'no-known-environmental-allergies': 'environment' },
  // Insects, latex, animals.
  ...{ '428197003': 'other', '716184000': 'other', '1003774007': 'other', '716220001': 'other' },
};
const SAYS_NO = /\b(?:no|nil|none|not|nka|nkda|without|denies)\b/i;
const IN_WORDS: readonly (readonly [RegExp, NoneOf])[] = [
  [
    /^(?:nka|(?:nil|none|no) known|no (?:known )?(?:allerg(?:y|ies)|adverse reactions?)(?: known| recorded)?)\.?$/i,
    'any',
  ],
  [/^(?:nkda|no (?:known )?(?:drug|medicine|medication) allerg(?:y|ies)(?: known)?)\.?$/i, 'medication'],
  [/^no (?:known )?food allerg(?:y|ies)(?: known)?\.?$/i, 'food'],
  [/^no (?:known )?environmental allerg(?:y|ies)(?: known)?\.?$/i, 'environment'],
];

/** Of what it says that there is none; undefined for an allergy. What says that somebody reacted is one, whatever its code. */
export function noneOf(t: Translate, { seen, resource, body, title }: ReadRecord): NoneOf | undefined {
  const isAllergy = resource === undefined ? seen.category === 'ALLERGY' : resource['resourceType'] === ALLERGY;
  if (!isAllergy || body.standing !== 'now' || body.isUrgent || listOf(resource?.['reaction']).length > 0)
    return undefined;
  const coded = codesOf(resource?.['code']).flatMap((code) => CODES[code] ?? [])[0];
  if (coded !== undefined && (title === t('practitioner.record.nameless.other') || SAYS_NO.test(title))) return coded;
  const [only, ...more] = resource === undefined ? body.rows : [];
  const texts = [title, ...(only === undefined || more.length > 0 ? [] : [only.value.text])];
  return IN_WORDS.find(([pattern]) => texts.some((text) => pattern.test(text)))?.[1];
}
const ALLERGY = 'AllergyIntolerance';

/** Each record that there is none, beside the allergies that count now. */
export function recordedNone(t: Translate, records: readonly ReadRecord[]): RecordedNone[] {
  const real = records.filter((one) => one.body.standing === 'now' && noneOf(t, one) === undefined);
  return records.flatMap((record) => {
    const of = noneOf(t, record);
    if (of === undefined) return [];
    const { body, title, anchor, agency, warnings, hides } = record;
    const nameless = title === t('practitioner.record.nameless.other');
    const own = body.title === undefined ? body.rows[0]!.value.text : title;
    const rows = ['sure', 'noted'].flatMap((label) => body.rows.find((row) => row.label === label)?.value.text ?? []);
    const contradiction = contradictionOf(of, real);
    return {
      says: [nameless ? t(`practitioner.record.glance.noKnown.${of}`) : own, ...rows].join(', '),
      href: `#${anchor}`,
      agency,
      warnings: [
        ...(contradiction === undefined ? [] : [t(`practitioner.record.glance.${contradiction}`)]),
        ...warnings,
        ...(hides === undefined ? [] : [hides]),
      ],
    };
  });
}

function contradictionOf(of: NoneOf, real: readonly ReadRecord[]): 'contradicts' | 'mayContradict' | undefined {
  if (real.length === 0) return undefined;
  const categories = real.map(({ resource }) => codesOf(resource?.['category']));
  if (of === 'any' || categories.some((some) => some.includes(of))) return 'contradicts';
  return of === 'other' || categories.some((some) => some.length === 0) ? 'mayContradict' : undefined;
}

/** How many of a kind are shown; of those that say that there is none, how many say so. */
export function countOf(t: Translate, part: ReadPart): string {
  const records = recordsOf(part);
  const none = records.filter((one) => noneOf(t, one) !== undefined).length;
  const shown = t('practitioner.record.count', { count: records.length - none });
  if (none === 0) return shown;
  const said = t('practitioner.record.countNone', { count: none });
  return none === records.length ? said : `${shown}, ${said}`;
}
