import { describe, expect, it } from '@jest/globals';
import type { Category } from '#libs/domain';
import { Texts } from '../../words/texts.js';
import { absentFromOne, absentFromWhole } from './absent.js';
import {
  byRiskAlone,
  eachNameOnce,
  type Forget,
  onlyActive,
  onlyInColumns,
  withoutWarnings,
} from './faults/forgetful-glances.js';
import { endsUnread } from './faults/unread-shapes.js';
import { type Glance, presentGlance } from './present-glance.js';
import { type Look, type ReadPart, readParts, recordsOf } from './read-parts.js';
import type { JsonObject } from './seen.js';
import { demoRecords } from './testing/demo-records.js';
import { lookAt, permit, seenRecord } from './testing/looks.js';

const t = new Texts(['en']).in('en');
const words = (text: string): JsonObject => ({ coding: [{ system: 's', code: '1' }], text });
const allergy = (name: string, change: JsonObject = {}): JsonObject => ({
  ...{ resourceType: 'AllergyIntolerance', code: words(name), clinicalStatus: { coding: [{ code: 'active' }] } },
  ...change,
});
const medicine = (name: string, change: JsonObject = {}): JsonObject => ({
  ...{ resourceType: 'MedicationRequest', status: 'active', medicationCodeableConcept: words(name) },
  ...change,
});
const SEVERE = { reaction: [{ manifestation: [words('Swelling')], severity: 'severe' }] };

/** Everything of the town, and what it does not have: two agencies with the same medicine, one on hold, one in words alone. */
const RECORDS = [
  ...demoRecords().map(({ category, body }) => seenRecord(category, body)),
  seenRecord('MEDS', medicine('Warfarin'), { source: 'NM-ACUTE' }),
  seenRecord('MEDS', medicine('Warfarin', { status: 'on-hold' })),
  seenRecord('MEDS', { heading: 'Medicines', medicine: 'Amlodipine 2.5 mg' }),
  seenRecord('MEDS', medicine('Ibuprofen', { doNotPerform: true })),
  seenRecord('MEDS', medicine('Insulin', { dosageInstruction: [{ timing: { repeat: { offset: 30 } } }] })),
  seenRecord('ALLERGY', allergy('Penicillin', SEVERE)),
  seenRecord('ALLERGY', allergy('Latex', { criticality: 'high' })),
];

const glanceAt = (look: Look): Glance => presentGlance(t, readParts(t, look), undefined);
const titlesOf = ({ overviews }: Glance, at: number): string[] => overviews[at]!.now.map(({ title }) => title);

/** What a nurse would not see at a glance, of all that counts now or waits to. */
function overlooked(parts: readonly ReadPart[], { alerts, overviews }: Glance): string[] {
  const open = parts.flatMap(recordsOf).filter(({ body }) => body.standing !== 'over');
  const rows = new Map(overviews.flatMap((one) => [...one.now, ...one.waiting].map((row) => [row.href, row])));
  const tabled = open.filter(({ seen }) => ['ALLERGY', 'MEDS'].includes(seen.category));
  const severe = open.filter(({ seen }) =>
    /"severe"|"criticality":"high"|"doNotPerform":true/.test(JSON.stringify(seen.body)),
  );
  return [
    ...tabled.filter(({ anchor }) => !rows.has(`#${anchor}`)).map(({ title }) => `no row: ${title}`),
    ...tabled
      .filter(({ anchor, hides }) => hides !== undefined && !rows.get(`#${anchor}`)?.warnings.includes(hides))
      .map(({ title }) => `no warning: ${title}`),
    ...severe
      .filter(({ anchor }) => !alerts.some(({ href }) => href === `#${anchor}`))
      .map(({ title }) => `no alert: ${title}`),
  ];
}

describe('at a glance', () => {
  const parts = readParts(t, lookAt(RECORDS));
  const glance = presentGlance(t, parts, undefined);

  it('overlooks no medicine and no allergy that counts now, and nothing severe', () => {
    expect(overlooked(parts, glance)).toEqual([]);
    expect(glance.overviews.map(({ now }) => now.length).every((count) => count > 5)).toBe(true);
  });

  it.each<[string, Forget, RegExp]>([
    ['medicines that are on hold', onlyActive, /^no row: Warfarin/],
    ['the same medicine of a second agency', eachNameOnce, /^no row: Warfarin/],
    ['medicines that are told in words alone', onlyInColumns, /^no row: Amlodipine/],
    ['allergies with a severe reaction', byRiskAlone, /^no alert: Penicillin/],
    ['that a part of a medicine cannot be shown', withoutWarnings, /^no warning: Insulin/],
  ])('would be found out if it left out %s', (_what, forget, found) => {
    expect(overlooked(parts, forget(glance, parts))).toContainEqual(expect.stringMatching(found));
  });

  it('has what can do most harm first, what is over apart, and each with what its record says', () => {
    const { overviews } = glanceAt(
      lookAt([
        seenRecord('ALLERGY', allergy('Pollen')),
        seenRecord('ALLERGY', allergy('Eggs', { clinicalStatus: { coding: [{ code: 'resolved' }] } })),
        seenRecord('ALLERGY', allergy('Penicillin', SEVERE)),
      ]),
    );
    const [{ now, over }] = overviews as [Glance['overviews'][number]];
    expect(now.map(({ title }) => title)).toEqual(['Penicillin', 'Pollen']);
    expect(over.map(({ title }) => title)).toEqual(['Eggs']);
    expect(now[0]!.cells!.map(({ head, text }) => `${head}: ${text}`)).toEqual([
      ...[
        'Reaction: Swelling',
        'How severe: Severe',
        'Risk: Not said in this record',
        'How sure: Not said in this record',
      ],
    ]);
    expect([now[0]!.below, now[0]!.agency]).toEqual([['Active'], 'NM-GP']);
  });

  it('does not say of a medicine in an agency’s own fields that its dose is missing', () => {
    const { overviews } = glanceAt(
      lookAt([seenRecord('MEDS', { heading: 'Medicines', medicine: 'Amlodipine 2.5 mg' })]),
    );
    const [row] = overviews[0]!.now;
    expect([row!.cells, row!.fields.map(({ key, value }) => [key.text, value.text])]).toEqual([
      undefined,
      [['Medicine', 'Amlodipine 2.5 mg']],
    ]);
  });

  it('alerts of what was written for whoever comes next, and of what the person disputes', () => {
    const { alerts } = glanceAt(
      lookAt([
        seenRecord('VULNFLAG', { question: 'Does health make damp more serious here?', answer: 'yes' }),
        seenRecord('CONTINGENCY', { heading: 'Contingency plans', whatHelps: 'A walk' }),
        seenRecord('FUNCTION', { heading: 'Functional state', mobility: 'Walks' }, { accuracyDisputed: true }),
      ]),
    );
    expect(alerts.map(({ says, what }) => [says, what])).toEqual([
      ['Health makes damp worse here: yes or no', 'Question: Does health make damp more serious here? · Answer: yes'],
      ['Plan for a crisis', 'Contingency plans · What helps: A walk'],
      ['The person disputes that this is right', 'Functional state'],
    ]);
  });

  const flag = (change: JsonObject): JsonObject => ({
    ...{ resourceType: 'Flag', status: 'active', code: words('Dog that bites') },
    ...change,
  });
  const plan = (change: JsonObject): JsonObject => ({ heading: 'Contingency plans', whatHelps: 'A walk', ...change });
  const ENDED: readonly (readonly [Category, JsonObject])[] = [
    ['RISKTOSTAFF', flag({ period: { start: '2011-01-01', end: '2012-01-01' } })],
    ['RISKTOSTAFF', flag({ status: 'inactive' })],
    ['RISKTOSTAFF', { dog: true, expiryDate: '2016-03-01' }],
    ['ADVANCEPLAN', { kind: 'DNACPR', validity: { from: '2012', until: '2016' } }],
    ['VULNFLAG', { question: 'Damp?', answer: 'yes', valid_until: 2016 }],
    ['CONTINGENCY', plan({ status: 'superseded' })],
    ['CONTINGENCY', plan({ 'valid until': '2016-12-31' })],
  ];
  const alertsFor = (category: Category, body: JsonObject): string[] =>
    glanceAt(lookAt([seenRecord(category, body)])).alerts.map(({ what }) => what);

  it.each(ENDED)('does not alert of what has ended: %s, %j', (category, body) =>
    expect(alertsFor(category, body)).toEqual([]),
  );

  it('would be found out if it alerted of what has ended (seeded fault)', () => {
    const read = readParts(t, lookAt(ENDED.map(([category, body]) => seenRecord(category, body))));
    expect(presentGlance(t, read, undefined).alerts).toEqual([]);
    expect(presentGlance(t, endsUnread(read), undefined).alerts).toHaveLength(ENDED.length);
  });

  it('alerts of what has not ended yet, and says where a record says both', () => {
    expect(alertsFor('RISKTOSTAFF', flag({ period: { start: '2011', end: '2027' } }))).toHaveLength(1);
    expect(alertsFor('CONTINGENCY', plan({ validUntil: '2027' }))).toHaveLength(1);
    expect(alertsFor('CONTINGENCY', plan({ status: 'active', validUntil: '2016-12-31' }))).toEqual([
      expect.stringMatching(/A walk.* · Its record also says that it has ended$/),
    ]);
    const long = { ...plan({}), earlySigns: 'Not sleeping. '.repeat(20), plan: 'Call' };
    expect(alertsFor('CONTINGENCY', long)).toEqual(['Contingency plans · What helps: A walk · …']);
  });

  it('never says that there is none: the same words whether there is nothing, or nothing that may be seen', () => {
    const nothing = lookAt([], {
      categories: ['ALLERGY', 'MEDS'],
      seen: { records: [], decisions: [permit('ALLERGY'), { ...permit('MEDS'), outcome: 'deny' }] },
    });
    const { overviews } = glanceAt(nothing);
    for (const { nothing: says } of overviews)
      expect(says).toMatch(/is shown here\. This does not mean that there are none\.$/);
    expect(overviews.map(({ refused }) => refused)).toEqual([[], ['NM-GP']]);
  });

  it('takes an allergy for one under whatever kind it was sent', () => {
    expect(titlesOf(glanceAt(lookAt([seenRecord('DISCHARGE', allergy('Latex'))])), 0)).toEqual(['Latex']);
  });

  it('says which kinds are not on the page, each with where it says why', () => {
    const { kinds } = absentFromWhole(t, '/p/for/HOUSADAPT', { named: ['FUNCTION', 'DEMOG'], shown: ['FUNCTION'] });
    expect(kinds).toEqual([
      { text: 'Allergies', href: '/p/for/HOUSADAPT?also=ALLERGY' },
      { text: 'Medicines', href: '/p/for/HOUSADAPT?also=MEDS' },
      { text: 'Name, date of birth and sex', href: '/p/for/HOUSADAPT#denied' },
    ]);
    expect(absentFromOne(t, '/p/for/COC', 'MEDS').kinds).toEqual([{ text: 'Allergies', href: '/p/for/COC/record' }]);
  });
});
