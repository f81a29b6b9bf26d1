import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Texts } from '../../words/texts.js';
import { CODED_WORDS } from './coded-words.js';
import { severitiesApart, textAlone } from './faults/partial-readings.js';
import { presentBody } from './present-body.js';
import type { Json } from './seen.js';

const t = new Texts(['en']).in('en');
const saying = { t, language: 'en', leftOut: 'Left out by agreement D2', today: '2026-11-22' };
function show(body: Json) {
  const { rows, ...shown } = presentBody(body, saying);
  return { ...shown, rows: Object.fromEntries(rows.map(({ key, value }) => [key.text, value.text])) };
}
const words = (text: string): Json => ({ coding: [{ system: 's', code: '1' }], text });
const medicine = (change: { [key: string]: Json }): Json => ({
  ...{ resourceType: 'MedicationRequest', id: 'm1', intent: 'order', status: 'active' },
  ...{ medicationCodeableConcept: words('Amlodipine 5 mg tablets'), authoredOn: '2026-04-01T20:32:00Z' },
  ...change,
});
const NOT_SAID = 'Not said in this record';

describe('a medicine', () => {
  it('is told with dose, route, frequency, start and status', () => {
    const { title, rows, standing, hides } = show(
      medicine({
        requester: { reference: 'urn:x', display: 'Dr Iqbal' },
        dosageInstruction: [
          {
            ...{ text: 'One each morning', route: words('By mouth') },
            timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd', when: ['MORN'] } },
            doseAndRate: [{ doseQuantity: { value: 1, unit: 'tablet' } }],
          },
        ],
      }),
    );
    expect({ title, standing, hides }).toEqual({ title: 'Amlodipine 5 mg tablets', standing: 'now', hides: false });
    expect(rows).toEqual({
      ...{ Status: 'Active', Dose: '1 tablet', Route: 'By mouth', 'How often': 'once each day, in the morning' },
      ...{ Directions: 'One each morning', Started: '1 April 2026 at 21:32', Prescribed: '1 April 2026 at 21:32' },
      'Prescribed by': 'Dr Iqbal',
    });
  });

  it('says what its record does not say, and never a dose without its unit', () => {
    expect(show({ resourceType: 'MedicationRequest', medicationCodeableConcept: words('Warfarin') }).rows).toEqual({
      ...{ Status: NOT_SAID, Dose: NOT_SAID, Route: NOT_SAID, 'How often': NOT_SAID, Started: NOT_SAID },
    });
    const dosed = medicine({ dosageInstruction: [{ doseAndRate: [{ doseQuantity: { value: 4 } }] }] });
    expect(show(dosed).rows['Dose']).toBe('4 (the unit is not said)');
  });

  it('has its own name, or says that it has none: never that of its kind', () => {
    const { medicationCodeableConcept: _none, ...nameless } = medicine({}) as { [key: string]: Json };
    const contained = [{ resourceType: 'Medication', id: 'med', code: words('Insulin') }];
    expect(show({ ...nameless, contained, medicationReference: { reference: '#med' } }).title).toBe('Insulin');
    const pointed = show({ ...nameless, medicationReference: { reference: 'urn:uuid:x' } });
    expect([pointed.title, pointed.hides]).toEqual(['Medicine: its name is not in this record', true]);
  });

  it.each([
    ['Zwarfarin', 'Zwarfarin 3 mg tablets', 'Zwarfarin (coded: Zwarfarin 3 mg tablets)'],
    ['Zwarfarin 1 mg tablets', 'Zwarfarin 3 mg tablets', 'Zwarfarin 1 mg tablets (coded: Zwarfarin 3 mg tablets)'],
    ['Zwarfarin 3 mg', 'Zwarfarin 3 micrograms', 'Zwarfarin 3 mg (coded: Zwarfarin 3 micrograms)'],
    ['Insulin', 'Insulin glargine', 'Insulin (coded: Insulin glargine)'],
    ['Zwarfarin 3mg tablets', 'zwarfarin 3.0 milligram tablets', 'Zwarfarin 3mg tablets'],
    ['Zwarfarin 3 mg tablets', 'Zwarfarin', 'Zwarfarin 3 mg tablets'],
    ['Blood thinner', 'Zwarfarin (substance)', 'Blood thinner'],
    ['Zwarfarin', 'urn:oid:1.2.3', 'Zwarfarin'],
    ['Zwarfarin', '[redacted]', 'Zwarfarin'],
    [null, 'Zwarfarin 3 mg tablets', 'Zwarfarin 3 mg tablets'],
  ])('%s, coded as %s, is %s', (text, display, said) => {
    const coding = [{ system: 's', code: '1', display }];
    expect(show(medicine({ medicationCodeableConcept: { text, coding } }))).toMatchObject({
      title: said,
      hides: false,
    });
  });

  it('would be found out if a strength stood in its coding alone (seeded fault)', () => {
    const coding = [{ system: 's', code: '1', display: 'Zwarfarin 3 mg tablets' }];
    const body = medicine({ medicationCodeableConcept: { text: 'Zwarfarin', coding } });
    expect(textAlone((one) => presentBody(one, saying))(body).title).not.toMatch(/3 mg/);
  });

  it.each([
    ['active', 'now'],
    ['on-hold', 'waiting'],
    ['draft', 'waiting'],
    ['intended', 'waiting'],
    ['unknown', 'now'],
    ['stopped', 'over'],
    ['completed', 'over'],
    ['cancelled', 'over'],
    ['not-taken', 'over'],
    ['entered-in-error', 'over'],
  ])('that is %s stands under %s', (status, standing) => expect(show(medicine({ status })).standing).toBe(standing));

  it.each([
    ['proposal', 'Proposed'],
    ['plan', 'Planned'],
    ['option', 'One of several options'],
  ])('that nobody ordered (%s) is not among those that are taken, and says so', (intent, said) => {
    const { standing, rows, brief } = presentBody(medicine({ intent }), saying);
    expect([standing, rows[0]!.value.text, brief![0]!.value.text]).toEqual(['waiting', said, said]);
    expect(show(medicine({ intent, status: 'stopped' })).standing).toBe('over');
  });

  it('that has ended says when, and that it says otherwise; one that will end says until when', () => {
    const statement = (end: string, status?: string): Json => ({
      ...{ resourceType: 'MedicationStatement', medicationCodeableConcept: words('Warfarin') },
      ...{ effectivePeriod: { start: '2026-01-05', end }, ...(status !== undefined && { status }) },
    });
    const [ended, ends] = [show(statement('2026-10-02', 'active')), show(statement('2027-01-02', 'active'))];
    expect([ended.rows['Started'], ended.caution]).toEqual(['5 January 2026, ended 2 October 2026', 'ended']);
    expect([ends.rows['Started'], ends.caution]).toEqual(['5 January 2026, until 2 January 2027', undefined]);
    expect(show(statement('2026-10-02')).standing).toBe('over');
  });

  it('says how long it can be handed out', () => {
    const dispenseRequest = { validityPeriod: { start: '2026-04-01', end: '2026-09-30' }, numberOfRepeatsAllowed: 3 };
    const { rows, hides } = show(medicine({ dispenseRequest }));
    expect([rows['Can be handed out'], rows['Repeats'], hides]).toEqual([
      '1 April 2026 to 30 September 2026',
      '3',
      false,
    ]);
  });

  it('that must not be given says so', () => {
    const { rows, isUrgent } = show(medicine({ doNotPerform: true }));
    expect([rows['Important'], isUrgent]).toEqual(['Do not give: this says that it must not be given', true]);
  });

  it('keeps the steps of its directions apart, each with what it does not say', () => {
    const steps = [
      { doseAndRate: [{ doseQuantity: { value: 2, unit: 'puffs' } }], asNeededBoolean: true },
      { timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } } },
    ];
    expect(show(medicine({ dosageInstruction: steps })).rows).toMatchObject({
      Dose: `1. 2 puffs 2. ${NOT_SAID}`,
      'How often': '1. when needed 2. 2 times each day',
    });
  });

  it('tells the steps in the order of their own numbers', () => {
    const step = (sequence: number, value: number): Json => ({
      sequence,
      doseAndRate: [{ doseQuantity: { value, unit: 'mg' } }],
    });
    const { rows } = show(medicine({ dosageInstruction: [step(3, 10), step(1, 30), step(2, 20)] }));
    expect(rows['Dose']).toBe('1. 30 mg 2. 20 mg 3. 10 mg');
    const asWritten = [{ doseAndRate: [{ doseQuantity: { value: 5, unit: 'mg' } }] }, step(3, 10)];
    expect(show(medicine({ dosageInstruction: asWritten })).rows['Dose']).toBe('1. 5 mg 3. 10 mg');
  });

  it('says what the rules left out, and does not call it missing', () => {
    expect(show(medicine({ dosageInstruction: '[redacted]' })).rows).toMatchObject({
      Dose: 'Left out by agreement D2',
    });
  });

  it.each<[string, { [key: string]: Json }, string]>([
    ['every six hours', { frequency: 1, period: 6, periodUnit: 'h' }, 'once every 6 hours'],
    [
      'a range',
      { frequency: 1, frequencyMax: 2, period: 4, periodMax: 6, periodUnit: 'h' },
      '1 to 2 times every 4 to 6 hours',
    ],
    [
      'on days',
      { frequency: 1, period: 1, periodUnit: 'wk', dayOfWeek: ['mon'], timeOfDay: ['08:00:00'] },
      'once every week, on Mondays, at 08:00',
    ],
  ])('counts %s', (_what, repeat, said) => {
    const { rows, hides } = show(medicine({ dosageInstruction: [{ timing: { repeat } }] }));
    expect([rows['How often'], hides]).toEqual([said, false]);
  });

  it('that is timed in a way without words here says that a part is missing', () => {
    const timing = { repeat: { frequency: 1, period: 1, periodUnit: 'd', offset: 30, when: ['PC'] } };
    expect(show(medicine({ dosageInstruction: [{ timing }] })).hides).toBe(true);
  });
});

describe('an allergy', () => {
  it('is told with risk, reaction and how severe it was; what is not said is never none', () => {
    const reaction = [{ manifestation: [words('Swelling of the face')], severity: 'severe' }];
    const allergy = { resourceType: 'AllergyIntolerance', code: words('Penicillin'), criticality: 'high' };
    expect(show({ ...allergy, reaction, clinicalStatus: words('x') })).toMatchObject({
      title: 'Penicillin',
      isUrgent: true,
      rows: { Risk: 'High risk', Reaction: 'Swelling of the face', 'How severe': 'Severe' },
    });
    expect(show({ resourceType: 'AllergyIntolerance', code: words('Penicillin') }).rows).toEqual({
      ...{ Status: NOT_SAID, Risk: NOT_SAID, Reaction: NOT_SAID, 'How severe': NOT_SAID },
    });
  });
});

describe('several reactions', () => {
  const reaction = [
    { manifestation: [words('Anaphylaxis'), words('hives')], severity: 'severe' },
    { manifestation: [words('Rash')], severity: 'mild' },
    { description: 'Felt faint' },
  ];
  const body = { resourceType: 'AllergyIntolerance', code: words('Penicillin'), reaction };
  const reactionsAs = (present: typeof presentBody): string =>
    present(body, saying).rows.find(({ label }) => label === 'reaction')!.value.text;

  it('stand each with its own severity in one place, and with the worst in the other', () => {
    const paired = 'Anaphylaxis, hives (severe); Rash (mild); Felt faint (how severe is not said)';
    expect(show(body)).toMatchObject({ hides: false, rows: { Reaction: paired, 'How severe': 'Severe at worst' } });
    expect(reactionsAs(presentBody)).toBe(paired);
    expect(reactionsAs(severitiesApart((one) => presentBody(one, saying)))).not.toBe(paired);
  });
});

describe('codes', () => {
  it.each(Object.entries(CODED_WORDS))('of %s all have words', (vocabulary, codes) => {
    for (const code of codes) expect(t(`practitioner.record.code.${vocabulary}.${code}`)).not.toContain('practitioner');
  });

  it('that nobody knows are never shown as they are', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{3,12}-[a-z]{2,8}$/), (code) => {
        const body = { resourceType: 'AllergyIntolerance', criticality: code, type: code, code: words('Nuts') };
        const { rows, hides } = show(body);
        const known = Object.values(CODED_WORDS)
          .flat()
          .some((one) => one === code);
        expect(known || (hides && !JSON.stringify(rows).includes(code))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
