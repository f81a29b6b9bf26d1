import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { presentBody } from './present-body.js';
import type { Json } from './seen.js';

const saying = {
  t: new Texts(['en']).in('en'),
  language: 'en',
  leftOut: 'Left out by agreement D2',
  today: '2026-11-22',
};
function show(body: Json) {
  const { rows, ...shown } = presentBody(body, saying);
  return { ...shown, rows: Object.fromEntries(rows.map(({ key, value }) => [key.text, value.text])) };
}

describe('a record’s content', () => {
  it('is drawn field by field where no kind is known, under the agency’s own heading', () => {
    const { title, rows, hides } = show({
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
    expect(hides).toBe(false);
  });

  it('says where something was left out or partly hidden, instead of showing nothing', () => {
    const { rows } = show({ diagnosis: '[redacted]', phone: '[masked]123', condition: { code: '[redacted]' } });
    expect(rows).toEqual({
      Diagnosis: 'Left out by agreement D2',
      Phone: 'Partly hidden, ends in 123',
      'Condition – Code': 'Left out by agreement D2',
    });
  });

  it.each([
    [
      { code: { coding: [{ system: 's', code: '1', display: 'Pain' }] }, valueQuantity: { value: 3, unit: 'of 10' } },
      { Result: '3 of 10' },
    ],
    [
      {
        code: { text: 'Blood pressure', coding: [] },
        component: [{ code: { text: 'Systolic', coding: [] }, valueQuantity: { value: 120, unit: 'mm[Hg]' } }],
      },
      { Systolic: '120 mmHg' },
    ],
    [
      { code: { text: 'Smoking', coding: [] }, valueCodeableConcept: { text: 'Ex-smoker (finding)', coding: [] } },
      { Result: 'Ex-smoker' },
    ],
    [{ code: { text: 'Falls', coding: [] }, valueQuantity: { value: 2, unit: '{#}' } }, { Result: '2' }],
  ])('reads an observation’s result', (body, rows) => {
    expect(show({ resourceType: 'Observation', ...body } as Json)).toMatchObject({ rows, hides: false });
  });

  it('shows no markup of a narrative, and no coding in place of its words', () => {
    const { rows } = show({
      text: { status: 'generated', div: '<div>x</div>' },
      plan: { coding: [], text: 'Walk daily' },
    });
    expect(rows).toEqual({ Plan: 'Walk daily' });
  });

  it.each(['plain', 7, false, ['a', 'b']] as const)('takes %j, which is no object', (body) => {
    expect(Object.keys(show(body as Json).rows)).toEqual(['Content']);
  });

  it('says that a part cannot be shown, and shows no code, reference or JSON in its place', () => {
    const { rows, hides } = show({
      mobility: 'Walks',
      condition: { code: '5913000', system: 'http://snomed.info/sct', since: '2026-10-30' },
      worker: { reference: 'Practitioner/17' },
      link: 'https://example.org/x',
      keysafeCode: '4471',
      payload: '{"a":1}',
    });
    expect(rows).toEqual({ Mobility: 'Walks', 'Condition – Since': '30 October 2026' });
    expect(hides).toBe(true);
    expect(show({ priorityCode: 'Emergency', since: '2026-10', seenAt: '2026-10-30T09:05:00' }).rows).toEqual({
      'Priority code': 'Emergency',
      Since: 'October 2026',
      'Seen at': '30 October 2026, 09:05',
    });
  });

  it('says who somebody is, by the name that they go by now, and no number of any system but the one that people compare', () => {
    const { title, rows, hides } = show({
      resourceType: 'Patient',
      identifier: [
        { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' },
        { system: 'urn:x:local', value: 'QX-4471-0099' },
      ],
      name: [
        { use: 'old', family: 'Pike', given: ['Margaret'] },
        { use: 'official', prefix: ['Mrs'], family: 'Hale', given: ['Margaret', 'Ann'] },
      ],
      birthDate: '1944-05-03',
      gender: 'female',
      deceasedBoolean: false,
      address: [{ line: ['1 Mill Lane'], city: 'Northmere', postalCode: 'ZZ10 1HA' }],
      telecom: [{ system: 'phone', value: '01632 960001' }],
    });
    expect({ title, hides }).toEqual({ title: 'Mrs Margaret Ann Hale', hides: false });
    expect(rows).toEqual({
      ...{ Born: '3 May 1944', 'NHS number': '999 000 0018', Gender: 'Female', Died: 'No' },
      ...{ Address: '1 Mill Lane, Northmere, ZZ10 1HA', Contact: '01632 960001' },
    });
  });

  it('says of a number, an address or a relative that it has ended, and has it last', () => {
    const old = { end: '2019-03-01' };
    const { rows, hides } = show({
      resourceType: 'Patient',
      name: [{ text: 'Margaret Hale' }],
      telecom: [
        { value: '01632 960001', period: old },
        { value: '01632 960002', use: 'old' },
        { value: '01632 960003', period: { end: '2027-01-01' } },
      ],
      contact: [
        { name: { text: 'Ann Pike' }, telecom: [{ value: '01632 960004' }], period: old },
        { name: { text: 'John Hale' }, telecom: [{ value: '01632 960005', period: old }, { value: '01632 960006' }] },
      ],
    });
    expect([rows['Contact'], rows['Relative or contact'], hides]).toEqual([
      '01632 960003 (Until 1 January 2027); 01632 960001 (ended, Until 1 March 2019); 01632 960002 (of former times)',
      'John Hale, 01632 960006, 01632 960005 (ended, Until 1 March 2019); Ann Pike, 01632 960004 (ended, Until 1 March 2019)',
      false,
    ]);
  });

  it.each<[Json, string]>([
    [{ resourceType: 'CarePlan', status: 'active', intent: 'plan' }, 'now'],
    [{ resourceType: 'CarePlan', status: 'active', intent: 'proposal' }, 'waiting'],
    [{ resourceType: 'CarePlan', period: { end: '2026-10' } }, 'over'],
    [{ resourceType: 'ServiceRequest', status: 'active', intent: 'plan' }, 'waiting'],
    [{ resourceType: 'ServiceRequest', status: 'completed', intent: 'order' }, 'over'],
    [{ resourceType: 'Goal', lifecycleStatus: 'proposed' }, 'waiting'],
    [{ resourceType: 'Encounter', status: 'planned' }, 'waiting'],
    [{ resourceType: 'Procedure', status: 'completed' }, 'now'],
    [{ resourceType: 'QuestionnaireResponse', status: 'completed' }, 'now'],
    [{ resourceType: 'RelatedPerson', period: { end: '2026-11-21' } }, 'over'],
    [{ resourceType: 'RelatedPerson', active: false }, 'over'],
    [{ resourceType: 'Condition', abatementDateTime: '2020' }, 'over'],
    [{ resourceType: 'Condition', clinicalStatus: { coding: [{ code: 'X' }, { code: 'resolved' }] } }, 'over'],
  ])('of FHIR, %j, stands under %s', (body, standing) => expect(show(body).standing).toBe(standing));

  it('warns of what changes its meaning, and of what was recorded by mistake', () => {
    const condition = { resourceType: 'Condition', code: { text: 'Asthma' } };
    expect(show({ ...condition, modifierExtension: [{ url: 'x', valueBoolean: true }] })).toMatchObject({
      caution: 'modified',
      hides: true,
    });
    const verificationStatus = { coding: [{ system: 's', code: 'entered-in-error' }] };
    expect(show({ ...condition, verificationStatus })).toMatchObject({ caution: 'mistake', standing: 'over' });
  });
});
