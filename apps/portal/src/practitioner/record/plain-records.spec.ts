import type { Category } from '#libs/domain';
import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { type Glance, presentGlance } from './present-glance.js';
import { presentPart } from './present-part.js';
import { readParts } from './read-parts.js';
import { headingsAlone, statesUnread } from './faults/unread-shapes.js';
import type { Json, JsonObject } from './seen.js';
import { lookAt, seenRecord } from './testing/looks.js';

const t = new Texts(['en']).in('en');
const partsOf = (category: Category, ...bodies: readonly Json[]) =>
  readParts(t, lookAt(bodies.map((body) => seenRecord(category, body))));
const glanceOf = (category: Category, ...bodies: readonly Json[]): Glance =>
  presentGlance(t, partsOf(category, ...bodies), undefined);
const alertsOf = (category: Category, body: Json): string[][] =>
  glanceOf(category, body).alerts.map(({ says, what }) => [says, what]);
/** Under which title each record of a kind stands. */
const groupsOf = (category: Category, ...bodies: readonly Json[]): [string, string[]][] =>
  partsOf(category, ...bodies).flatMap((part) =>
    presentPart(t, 'en', part).sources.flatMap(({ groups }) =>
      groups.map(({ title, records }): [string, string[]] => [title, records.map((one) => one.title)]),
    ),
  );
const [NOW, WAITING, OVER] = [
  'practitioner.record.nowTitle',
  'practitioner.record.waitingTitle',
  'practitioner.record.overTitle',
].map((key) => t(key));

const penicillin = {
  heading: 'Allergies and adverse reactions',
  ...{ allergen: 'Penicillin', severity: 'life-threatening', certainty: 'confirmed' },
};
const warfarin: JsonObject = {
  heading: 'Medications',
  medicine: 'Warfarin 3 mg',
  dose: 3,
  doseUnit: 'mg',
  timesADay: 1,
};
const stopped = { ...warfarin, route: 'by mouth', startedOn: '2026-01-05', state: 'stopped', stoppedOn: '2026-10-02' };
const active = { ...warfarin, medicine: 'Apixaban 5 mg', state: 'active' };

describe('an allergy in an agency’s own fields', () => {
  it.each<[JsonObject, string[][]]>([
    [penicillin, [['Severe or high-risk allergy', 'Penicillin']]],
    [{ ...penicillin, severity: 'severe' }, [['Severe or high-risk allergy', 'Penicillin']]],
    [{ ...penicillin, severity: 'Life threatening' }, [['Severe or high-risk allergy', 'Penicillin']]],
    [{ ...penicillin, severity: 'collapsed twice' }, [['Allergy: read how severe it is', 'Penicillin']]],
    [{ ...penicillin, severity: 'mild' }, []],
    [{ ...penicillin, severity: '[redacted]' }, []],
    [{ ...penicillin, certainty: 'refuted' }, []],
  ])('alerts by its severity and its certainty: %j', (body, alerts) => {
    expect(alertsOf('ALLERGY', body)).toEqual(alerts);
  });

  it('stands first, under what it is to, in the columns of any allergy; a refuted one is over', () => {
    const [allergies] = glanceOf(
      'ALLERGY',
      { ...penicillin, allergen: 'Eggs', certainty: 'refuted' },
      { allergen: 'Nuts' },
      penicillin,
    ).overviews;
    expect(allergies!.now.map(({ title }) => title)).toEqual(['Penicillin', 'Nuts']);
    expect(allergies!.over.map(({ title }) => title)).toEqual(['Eggs']);
    expect(allergies!.now[0]!.cells!.map(({ text }) => text)).toEqual([
      'Not said in this record',
      'life-threatening',
      'Not said in this record',
      'confirmed',
    ]);
  });
});

describe('a medicine in an agency’s own fields', () => {
  it('that was stopped stands apart from one that is taken, each under its name', () => {
    expect(groupsOf('MEDS', stopped, active)).toEqual([
      [NOW, ['Apixaban 5 mg']],
      [OVER, ['Warfarin 3 mg']],
    ]);
    const [{ over }] = glanceOf('MEDS', stopped, active).overviews as [Glance['overviews'][number]];
    expect(over[0]!.cells!.map(({ text }) => text)).toEqual([
      '3 mg',
      'by mouth',
      'once each day',
      '5 January 2026, ended 2 October 2026',
    ]);
    expect(over[0]!.below).toEqual(['Stopped']);
  });

  it('that is on hold is not among those that are taken; one that says active and has an end has to be asked about', () => {
    expect(groupsOf('MEDS', { ...active, state: 'on hold' })).toEqual([[WAITING, ['Apixaban 5 mg']]]);
    const [{ now }] = glanceOf('MEDS', { ...stopped, state: 'active' }).overviews as [Glance['overviews'][number]];
    expect(now[0]!.warnings).toEqual([
      'Its record says that it is active, and that it has ended. Ask NM-GP before you rely on it.',
    ]);
  });
});

describe('any other kind', () => {
  it.each<[Category, JsonObject, string]>([
    ['CONDITIONS', { name: 'Asthma', state: 'resolved' }, OVER!],
    ['CONDITIONS', { name: 'Asthma', until: '2020-05-01' }, OVER!],
    ['CONDITIONS', { name: 'Asthma', State: 'In remission' }, OVER!],
    ['MEDS', { medicine: 'Warfarin 3 mg', expiryDate: '2020', validity: { until: '2020' } }, NOW!],
    ['CAREPLAN', { goal: 'Walk', period: { start: '2019', end: '2020' } }, OVER!],
    ['CAREPLAN', { goal: 'Walk', state: 'ended' }, OVER!],
    ['CAREPLAN', { goal: 'Walk', state: 'planned' }, WAITING!],
    ['CAREPACKAGE', { service: 'Home care', endedOn: '2026-10-01' }, OVER!],
    ['CAREPACKAGE', { service: 'Home care', endedOn: '2027-10-01' }, NOW!],
    ['ADAPTATION', { adaptation: 'grab rail', state: 'fitted' }, NOW!],
    ['ADAPTATION', { adaptation: 'grab rail', state: 'done' }, NOW!],
    ['ADVANCEPLAN', { kind: 'DNACPR', valid: false }, OVER!],
    ['SAFEGUARDING', { concern: 'Money', state: 'assessed' }, NOW!],
    ['SAFEGUARDING', { concern: 'Money', stage: 'closed' }, OVER!],
    ['RISKTOSTAFF', { dog: true, until: '2026-11-21' }, OVER!],
    ['RISKTOSTAFF', { dog: true, until: '2026-11-22' }, NOW!],
  ])('of %s, %j, stands as its shape says', (category, body, title) => {
    expect(groupsOf(category, body).map(([group]) => group)).toEqual([title]);
  });

  it('with items that were returned has them apart', () => {
    const items = [
      { item: 'hoist', state: 'returned' },
      { item: 'commode', state: 'in use' },
    ];
    expect(groupsOf('EQUIPMENT', { heading: 'Equipment and adaptations', items }).map(([group]) => group)).toEqual([
      NOW,
      OVER,
    ]);
  });

  it.each<[Category, JsonObject]>([
    ['CONTACT', { phone: '01632 960001', safeToCall: false }],
    ['CONTACT', { contacts: [{ phone: '01632 960001', safe_to_call: 'No, he answers' }] }],
  ])('of %s says before the number, and alerts, that it is not safe: %j', (category, body) => {
    const [part] = partsOf(category, body);
    const [record] = presentPart(t, 'en', part!).sources[0]!.groups[0]!.records;
    expect(record!.rows[0]!.value.text).toBe('Not safe to call');
    expect(alertsOf(category, body)).toEqual([['Safe contact: read before you call or write', 'Not safe to call']]);
    expect(alertsOf(category, { phone: '01632 960001', safeToCall: true })).toEqual([]);
  });
});

describe('a reading that', () => {
  it.each([
    ['titles all by their headings', headingsAlone, 'Allergies and adverse reactions'],
    ['reads no state', statesUnread, 'Warfarin 3 mg'],
  ])('%s would be found out', (_what, fault, found) => {
    const parts = [...partsOf('ALLERGY', penicillin), ...partsOf('MEDS', stopped)];
    const titlesNow = (some: typeof parts): string[] =>
      presentGlance(t, some, undefined).overviews.flatMap(({ now }) => now.map(({ title }) => title));
    expect(titlesNow(parts)).toEqual(['Penicillin']);
    expect(titlesNow(fault(parts))).toContain(found);
  });
});
