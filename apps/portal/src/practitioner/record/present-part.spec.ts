import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { provenanceOnce, saidForAll, withoutReference, withoutWhatIsOver } from './faults/careless-folds.js';
import { presentPart, type ShownPart } from './present-part.js';
import { type ReadPart, readParts } from './read-parts.js';
import type { SeenRecord } from './seen.js';
import { demoRecords } from './testing/demo-records.js';
import { lookAt, seenRecord } from './testing/looks.js';

const t = new Texts(['en']).in('en');
const partOf = (records: readonly SeenRecord[]): ReadPart => readParts(t, lookAt(records))[0]!;
const show = (part: ReadPart): ShownPart => presentPart(t, 'en', part);

/** What of a record's provenance and of its warnings stands neither at it nor, said of each, at its source. */
function lost(part: ReadPart, shown: ShownPart): string[] {
  return part.sources.flatMap(({ name, records }) => {
    const source = shown.sources.find((one) => one.name === name)!;
    const own = new Map(source.groups.flatMap((group) => group.records.map((record) => [record.anchor, record])));
    const saidOfEach = (text: string): boolean => source.warnings.some((warning) => warning.endsWith(`: ${text}`));
    return records.flatMap(({ anchor, title, seen, warnings, hides }) => {
      const record = own.get(anchor);
      if (record === undefined) return [`a record: ${title}`];
      const texts = [...record.warnings, record.hides];
      const unsaid = [...warnings, ...(hides ? [hides] : [])].filter(
        (text) => !texts.includes(text) && !saidOfEach(text),
      );
      const provenance = `From ${seen.source}, received 2 November 2026 at 10:00, version ${seen.version}`;
      return [
        ...unsaid.map((text) => `a warning: ${text}`),
        ...(record.provenance === provenance ? [] : [`where it comes from: ${title}`]),
        ...(record.reference === `Record ${seen.id.slice(0, 8)}` ? [] : [`its reference: ${title}`]),
      ];
    });
  });
}

const whole = { mobility: 'Walks' };
const hiding = { mobility: 'Walks', link: 'https://example.org/x' };
const over = {
  resourceType: 'Condition',
  code: { text: 'Asthma' },
  clinicalStatus: { coding: [{ code: 'resolved' }] },
};

describe('a kind of information in full', () => {
  it('loses nothing of where a record comes from, and no warning, whatever is folded', () => {
    const town = demoRecords();
    for (const category of new Set(town.map((record) => record.category))) {
      const own = town.filter((record) => record.category === category);
      const part = partOf(own.map(({ body }, at) => seenRecord(category, body, { version: at + 1 })));
      expect(lost(part, show(part))).toEqual([]);
    }
  });

  const some = partOf([
    seenRecord('FUNCTION', whole),
    seenRecord('FUNCTION', hiding, { accuracyDisputed: true }),
    seenRecord('FUNCTION', over),
  ]);

  it.each([
    ['provenance', provenanceOnce, /^where it comes from/],
    ['the reference', withoutReference, /^its reference/],
    ['a warning that some bear', saidForAll, /^a warning: The person disputes/],
    ['what is over', withoutWhatIsOver, /^a record: Asthma/],
  ])('would be found out if it lost %s', (_what, fold, found) => {
    expect(lost(some, show(some))).toEqual([]);
    expect(lost(some, fold(show(some)))).toContainEqual(expect.stringMatching(found));
  });

  it('says once what each record of a source bears, and of one what it alone does', () => {
    const part = partOf([seenRecord('FUNCTION', hiding), seenRecord('FUNCTION', hiding, { accuracyDisputed: true })]);
    const [source] = show(part).sources;
    expect(source!.warnings).toEqual([
      'Every record here: There is a part of this record that cannot be shown here. Ask NM-GP.',
    ]);
    expect(source!.groups[0]!.records.map(({ warnings, hides }) => [warnings, hides])).toEqual([
      [[], undefined],
      [['The person disputes that this is right.'], undefined],
    ]);
  });

  it('gives a line to what we know by its kind, and stands open what we do not', () => {
    const [source] = show(partOf([seenRecord('CONDITIONS', over), seenRecord('CONDITIONS', whole)])).sources;
    const lines = source!.groups.flatMap(({ records }) =>
      records.map(({ title, brief }) => [title, brief?.map(({ key, value }) => `${key.text}: ${value.text}`)]),
    );
    expect(lines).toEqual([
      ['Health conditions', undefined],
      ['Asthma', ['Status: Over']],
    ]);
  });
});
