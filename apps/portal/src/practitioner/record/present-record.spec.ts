import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { presentRecord } from './present-record.js';
import type { SeenDecision, SeenRecord } from './seen.js';

const t = new Texts(['en']).in('en');
const decision = (change: Partial<SeenDecision>): SeenDecision => ({
  category: 'FUNCTION',
  source: 'NM-ASC',
  outcome: 'permit',
  reason: 'permitted',
  rule: 'explicit',
  explain: 'They said yes.',
  basis: 'EXPLICIT',
  agreement: 'D2',
  entryId: 'e1',
  ...change,
});
const record = (change: Partial<SeenRecord>): SeenRecord => ({
  id: 'r1',
  source: 'NM-ASC',
  category: 'FUNCTION',
  version: 3,
  receivedAt: '2026-11-02T10:00:00Z',
  redacted: ['diagnosis', 'condition.code'],
  masked: [],
  noOnwardSharing: false,
  accuracyDisputed: false,
  body: { mobility: 'Walks', diagnosis: '[redacted]' },
  ...change,
});

interface Shown {
  readonly by: string;
  readonly retrieved: { readonly iso: string };
  readonly sources: readonly {
    readonly name: string;
    readonly leftOut?: string;
    readonly noOnward?: string;
    readonly named: boolean;
    readonly groups: readonly {
      title: string;
      records: readonly {
        title: string;
        provenance: string;
        warnings: string[];
        rows: readonly object[];
        hides?: string;
      }[];
    }[];
  }[];
  readonly empty?: { readonly agencies: readonly string[]; readonly text: string };
  readonly refused: readonly string[];
}
function show(records: readonly SeenRecord[], decisions: readonly SeenDecision[]): Shown {
  const { parts, ...page } = presentRecord(t, {
    seen: { records, decisions },
    categories: ['FUNCTION'],
    purpose: 'HOUSADAPT',
    person: { audience: 'practitioner', sub: 'varga', agency: 'HARBOUR', roles: ['surveyor'] },
    agencies: (code) => `the ${code}`,
    found: undefined,
    absent: undefined,
    language: 'en',
    at: '2026-11-22T14:03:00Z',
  }) as Omit<Shown, 'sources' | 'empty' | 'refused'> & { readonly parts: readonly [Omit<Shown, 'by' | 'retrieved'>] };
  return { ...page, ...parts[0] };
}

describe('a part of a person’s records', () => {
  it('says where each record comes from and when, who looked and why, and what was left out', () => {
    const { by, retrieved, sources } = show([record({})], [decision({})]);
    expect(by).toBe('By: Surveyor, the HARBOUR. Reason: Changes to the home.');
    expect(retrieved.iso).toBe('2026-11-22T14:03:00Z');
    const [source] = sources;
    expect(source).toMatchObject({
      name: 'the NM-ASC',
      leftOut: 'Left out by agreement D2: Diagnosis, Condition – Code',
    });
    expect(source!.groups[0]!.records[0]).toMatchObject({
      title: 'Moving about and daily life',
      provenance: 'From the NM-ASC, received 2 November 2026 at 10:00, version 3',
    });
    expect(JSON.stringify(source!.groups[0]!.records[0]!.rows)).toContain('Left out by agreement D2');
  });

  it('puts the newest first', () => {
    const newer = record({ id: 'r2', receivedAt: '2026-11-03T10:00:00Z', body: { heading: 'Newer' } });
    const [source] = show([record({}), newer], [decision({})]).sources;
    expect(source!.groups[0]!.records.map(({ title }) => title)).toEqual(['Newer', 'Moving about and daily life']);
  });

  it('puts what counts now first and what is over apart, and within each what can do most harm', () => {
    const allergy = (id: string, change: object): SeenRecord =>
      record({
        id,
        body: {
          resourceType: 'AllergyIntolerance',
          code: { text: id },
          clinicalStatus: { coding: [{ code: 'active' }] },
          ...change,
        },
      });
    const over = { clinicalStatus: { coding: [{ code: 'resolved' }] } };
    const [source] = show(
      [allergy('Eggs', over), allergy('Pollen', {}), allergy('Penicillin', { criticality: 'high' })],
      [decision({})],
    ).sources;
    expect(source!.named).toBe(true);
    expect(source!.groups.map(({ title, records }) => [title, records.map((one) => one.title)])).toEqual([
      ['Active now', ['Penicillin', 'Pollen']],
      ['Stopped, ended or no longer true', ['Eggs']],
    ]);
  });

  it('has one sentence for an agency that holds nothing, or nothing that may be seen', () => {
    const { sources, empty } = show([], [decision({}), decision({ source: 'NM-HSG' })]);
    expect(sources).toEqual([]);
    expect(empty).toEqual({
      agencies: ['the NM-ASC', 'the NM-HSG'],
      text: 'Nothing that you may see here. This does not mean that there is none.',
    });
  });

  it('says what must be kept in mind, and whom it was not given by', () => {
    const { sources, refused } = show(
      [record({ accuracyDisputed: true, noOnwardSharing: true })],
      [decision({}), decision({ source: 'NM-HSG', outcome: 'deny', explain: 'No.' })],
    );
    expect(sources[0]!.noOnward).toBe('Do not pass this on to anybody else.');
    expect(sources[0]!.groups[0]!.records[0]!.warnings).toEqual(['The person disputes that this is right.']);
    expect(refused).toEqual(['the NM-HSG: No.']);
  });
});
