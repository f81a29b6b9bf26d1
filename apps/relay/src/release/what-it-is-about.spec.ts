import { describe, expect, it } from '@jest/globals';
import type { Category } from '#libs/domain';
import type { Hidden } from './hidden.js';
import { MASKED, REDACTED } from './mask-value.js';
import { minimise } from './minimise.js';

const NOTHING: Hidden = { redact: [], mask: [], hideLocation: false };
const D2: Hidden = { ...NOTHING, redact: ['diagnosis'] };
const SHIELD: Hidden = { ...NOTHING, hideLocation: true };
function left(body: object, category: Category, hidden: Hidden): unknown {
  const text = minimise(JSON.stringify(body), category, hidden);
  return text === null ? null : JSON.parse(text);
}
const local = { coding: [{ system: 'https://example.org/own', code: '7', display: 'Ours' }], text: 'In our words' };
const snomed = { coding: [{ system: 'http://snomed.info/sct', code: '386053000', display: 'A term' }] };
const dosage = { doseAndRate: [{ doseQuantity: { value: 5, unit: 'mg' } }] };
const request = { resourceType: 'MedicationRequest', status: 'active', dosageInstruction: [dosage] };

describe('what cannot say what it is about is withheld whole', () => {
  it.each<[string, Category, object]>([
    ['a dose', 'MEDS', { ...request, medicationCodeableConcept: local }],
    ['a dose of a referred medicine', 'MEDS', { ...request, medicationReference: { display: 'Ours' } }],
    ['what not to give', 'MEDS', { ...request, doNotPerform: true, medicationCodeableConcept: { text: 'Warfarin' } }],
    ['what is taken', 'MEDS', { resourceType: 'MedicationStatement', dosage, medicationCodeableConcept: local }],
    ['an allergy', 'ALLERGY', { resourceType: 'AllergyIntolerance', criticality: 'high', code: local }],
    ['a plain allergy', 'ALLERGY', { allergen: 'Penicillin', severity: 'life-threatening' }],
    ['a plain medicine', 'MEDS', { medicine: 'Warfarin', dose: 5, doseUnit: 'mg', timesADay: 1 }],
    ['an instruction of a plan', 'CAREPLAN', activity({ doNotPerform: true, code: local })],
    ['the level of an activity', 'FUNCTION', { activities: [{ activity: 'her way of it', level: 'unable' }] }],
    ['a target', 'CAREPLAN', { resourceType: 'Goal', target: [{ measure: local, detailQuantity: { value: 5 } }] }],
  ])('%s', (_what, category, body) => {
    expect(left(body, category, SHIELD)).toBeNull();
    expect(left(body, category, D2)).toBeNull();
  });

  it.each<[string, Category, object]>([
    ['a problem', 'CONDITIONS', { resourceType: 'Condition', onsetDateTime: '2026-01', code: local }],
    ['a plain problem', 'CONDITIONS', { name: 'Our word for it', since: '2026-01' }],
    ['a goal', 'CAREPLAN', { resourceType: 'Goal', startDate: '2026-01-01', description: local }],
  ])('%s, behind a shield', (_what, category, body) => expect(left(body, category, SHIELD)).toBeNull());

  it('but leaves with it', () => {
    const named = { ...request, medicationCodeableConcept: snomed };
    expect(left(named, 'MEDS', SHIELD)).toEqual(named);
  });

  it('and leaves where the mark stands for it', () =>
    expect(left({ medicine: 'Warfarin', dose: 5 }, 'MEDS', { ...NOTHING, redact: ['medicine'] })).toEqual({
      medicine: REDACTED,
      dose: 5,
    }));
});

function activity(detail: object): object {
  return { resourceType: 'CarePlan', status: 'active', activity: [{ detail }] };
}

describe('names leave in our spelling', () => {
  it.each<[string, object, object]>([
    ['with signs of its own', { 'stairs 🅟🅐🅡🅚': 'unable' }, { stairs: 'unable' }],
    ['in wide letters', { ＳＴＡＩＲＳ: 'unable' }, { stairs: 'unable' }],
    ['of several words', { 'HEIGHT — cm': 160 }, { heightCm: 160 }],
    ['within', { activities: { 'Level!': 'unable', '🅟activity': 'stairs' } }, { activities: at('stairs', 'unable') }],
  ])('%s', (_what, body, expected) => expect(left(body, 'FUNCTION', SHIELD)).toEqual(expected));

  it('where they are masked too', () =>
    expect(left({ '📞 Phone 🅟': '01632 960123', falls: 2 }, 'FUNCTION', { ...NOTHING, mask: ['phone'] })).toEqual({
      phone: `${MASKED}123`,
      falls: 2,
    }));

  it('and of one field under two spellings neither leaves', () => {
    expect(left({ stairs: 'unable', 'Stairs 🅟': 'alone', falls: 1 }, 'FUNCTION', SHIELD)).toEqual({ falls: 1 });
    expect(left({ stairs: 'unable', 'Stairs 🅟': 'at the mill', falls: 1 }, 'FUNCTION', SHIELD)).toEqual({ falls: 1 });
    expect(left({ 'resource type': 'Goal', resourceType: 'Goal', startDate: '2026' }, 'FUNCTION', SHIELD)).toBeNull();
  });
});

function at(activityName: string, level: string): object {
  return { level, activity: activityName };
}
