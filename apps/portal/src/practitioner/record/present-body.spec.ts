import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../shell/texts.js';
import { presentBody } from './present-body.js';
import type { Json } from './seen.js';

const saying = { t: new Texts(['en']).in('en'), language: 'en', leftOut: 'Left out by agreement D2' };
const show = (body: Json): { title: string | undefined; rows: Record<string, string>; all: number } => {
  const { title, rows, all } = presentBody(body, saying);
  return { title, rows: Object.fromEntries(rows.map(({ key, value }) => [key.text, value.text])), all: all.length };
};

describe('a record’s content', () => {
  it('is drawn field by field where no kind is known, under the agency’s own heading', () => {
    const { title, rows, all } = show({
      heading: 'Functional state',
      howBestToSupport: 'Sit to her right',
      recordedOn: '2026-11-02',
      registered: true,
      rooms: ['Bedroom', 'Bathroom'],
      condition: { since: '2026-10-30', grade: 2 },
      visits: [{ day: 'Monday' }, { day: 'Friday' }],
      none: null,
    });
    expect(title).toBe('Functional state');
    expect(rows).toEqual({
      'How best to support': 'Sit to her right',
      'Recorded on': '2 November 2026',
      Registered: 'Yes',
      Rooms: 'Bedroom, Bathroom',
      'Condition – Since': '30 October 2026',
      'Condition – Grade': '2',
      'Visits – 1 – Day': 'Monday',
      'Visits – 2 – Day': 'Friday',
    });
    expect(all).toBe(0);
  });

  it('says where something was left out or partly hidden, instead of showing nothing', () => {
    const { rows } = show({ diagnosis: '[redacted]', phone: '[masked]123', condition: { code: '[redacted]' } });
    expect(rows).toEqual({
      Diagnosis: 'Left out by agreement D2',
      Phone: 'Partly hidden, ends in 123',
      'Condition – Code': 'Left out by agreement D2',
    });
  });

  it('answers the first questions of a medicine, and keeps every field for whoever needs more', () => {
    const { title, rows, all } = show({
      resourceType: 'MedicationRequest',
      status: 'active',
      medicationCodeableConcept: { coding: [{ system: 's', code: '1' }], text: 'Amlodipine 2.5 mg' },
      dosageInstruction: [{ text: 'One each morning' }],
      authoredOn: '2026-04-01T20:32:00Z',
      requester: { reference: 'urn:x', display: 'Dr Iqbal' },
    });
    expect(title).toBe('Amlodipine 2.5 mg');
    expect(rows).toEqual({
      Status: 'active',
      Directions: 'One each morning',
      Prescribed: '1 April 2026 at 21:32',
      'Prescribed by': 'Dr Iqbal',
    });
    expect(all).toBeGreaterThan(3);
  });

  it.each([
    [
      { code: { coding: [{ system: 's', code: '1', display: 'Pain' }] }, valueQuantity: { value: 3, unit: 'of 10' } },
      '3 of 10',
    ],
    [
      {
        code: { text: 'Blood pressure', coding: [] },
        component: [{ code: { text: 'Systolic', coding: [] }, valueQuantity: { value: 120, unit: 'mmHg' } }],
      },
      'Systolic: 120 mmHg',
    ],
    [{ code: { text: 'Smoking', coding: [] }, valueCodeableConcept: { text: 'Ex-smoker', coding: [] } }, 'Ex-smoker'],
  ])('reads an observation’s result', (body, result) => {
    expect(show({ resourceType: 'Observation', ...body } as Json).rows).toMatchObject({ Result: result });
  });

  it('shows no markup of a narrative, and no coding in place of its words', () => {
    const { rows } = show({
      text: { status: 'generated', div: '<div>x</div>' },
      plan: { coding: [], text: 'Walk daily' },
    });
    expect(rows).toEqual({ Plan: 'Walk daily' });
  });

  it.each(['plain', 7, false, ['a', 'b'], null] as const)('takes %j, which is no object', (body) => {
    expect(Object.keys(show(body as Json).rows)).toEqual(['Content']);
  });
});
