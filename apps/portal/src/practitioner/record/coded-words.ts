import { isObject, type Json, listOf } from './seen.js';

/** Vocabularies of FHIR R4 codes that have words of ours, under `practitioner.record.code.<vocabulary>.<code>`. */
export const CODED_WORDS = {
  status: [
    ...['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved', 'on-hold', 'cancelled', 'completed'],
    ...['entered-in-error', 'stopped', 'draft', 'unknown', 'intended', 'not-taken', 'planned', 'arrived', 'triaged'],
    ...[
      'in-progress',
      'onleave',
      'finished',
      'preparation',
      'not-done',
      'final',
      'amended',
      'corrected',
      'preliminary',
    ],
    ...['registered', 'revoked', 'suspended', 'scheduled', 'not-started', 'ended'],
  ],
  sure: ['unconfirmed', 'provisional', 'differential', 'confirmed', 'refuted', 'entered-in-error', 'presumed'],
  criticality: ['low', 'high', 'unable-to-assess'],
  severity: ['mild', 'moderate', 'severe'],
  allergyType: ['allergy', 'intolerance'],
  allergyTo: ['food', 'medication', 'environment', 'biologic'],
  visit: ['AMB', 'EMER', 'FLD', 'HH', 'IMP', 'ACUTE', 'NONAC', 'OBSENC', 'PRENC', 'SS', 'VR'],
  when: [
    ...['MORN', 'AFT', 'EVE', 'NIGHT', 'NOON', 'HS', 'WAKE', 'C', 'CM', 'CD', 'CV', 'AC', 'ACM', 'ACD', 'ACV', 'PC'],
    ...['PCM', 'PCD', 'PCV'],
  ],
  doseType: ['calculated', 'ordered'],
  gender: ['male', 'female', 'other', 'unknown'],
  intent: ['proposal', 'plan', 'option'],
  use: ['home', 'work', 'temp', 'old', 'mobile', 'billing'],
  day: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type CodedVocabulary = keyof typeof CODED_WORDS;

/** Whether a code of a vocabulary has words; others are never shown. */
export const hasWords = (vocabulary: string, code: string): boolean =>
  vocabulary in CODED_WORDS && (CODED_WORDS[vocabulary as CodedVocabulary] as readonly string[]).includes(code);

/** The codes of a FHIR `code`, of a CodeableConcept or of a list of either: each of its codings, in their order. */
export function codesOf(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return listOf(value).flatMap(codesOf);
  if (!isObject(value)) return [];
  return codesOf('coding' in value ? value['coding'] : value['code']);
}
