import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import type { policy } from '#libs/client';
import type { AgreementLine } from './agreement.js';
import {
  presentDifference,
  presentParties,
  presentRegister,
  presentSignOffs,
  presentTerms,
  presentVersions,
} from './present-agreement.js';

const words = { t: new Texts(['en']).in('en'), language: 'en', nameOf: (code: string) => `Agency ${code}` };

const AGREEMENT: AgreementLine = {
  id: 'D2',
  state: 'live',
  version: 5,
  hash: 'now',
  signOffs: [
    { role: 'siro', name: 'G. Whitlock', signedAt: '2026-11-21T10:00:00.000Z', hash: 'now' },
    { role: 'dpo', name: 'F. Dunmore', signedAt: '2026-11-01T10:00:00.000Z', hash: 'before' },
  ],
  title: 'Adaptations',
  purpose: 'HOUSADAPT',
  mode: 'EXPLICIT',
  parties: [
    {
      source: 'NM-ASC',
      recipient: 'HARBOUR',
      bases: { article6: '6(1)(f)', article9: '9(2)(a)', schedule1: null, confidentiality: 'explicit-consent' },
    },
    { source: 'HARBOUR', recipient: 'NM-ASC', bases: null },
  ],
  categories: ['FUNCTION'],
  recipientRoles: [],
  systemRoles: true,
  redactions: { FUNCTION: ['diagnosis', 'condition.code'] },
  maxConsentDays: 183,
  partyRoles: { HARBOUR: 'controller' },
  statutoryGateway: null,
  dpiaRef: null,
  apdRef: null,
  retentionDays: null,
  onwardSharing: null,
  securityStandard: null,
  startsAt: '2026-10-23T00:00:00.000Z',
  expiresAt: null,
  reviewAt: '2027-10-23T00:00:00.000Z',
};

const texts = (rows: readonly (readonly { readonly text: string }[])[]) =>
  rows.map((row) => row.map(({ text }) => text));

describe('the register of agreements', () => {
  it('says how each stands, when it is reviewed, and each of its agencies once', () =>
    expect(texts(presentRegister([AGREEMENT], words).rows)).toEqual([
      ['D2', 'Adaptations', 'In force', '23 October 2027', 'Changes to the home', 'Agency NM-ASC, Agency HARBOUR'],
    ]));

  it('shows a state that this release does not know by its code', () =>
    expect(presentRegister([{ ...AGREEMENT, state: 'new' as never }], words).rows[0]![2]).toEqual({
      text: 'new',
      data: true,
    }));
});

describe('one agreement', () => {
  it('has all its terms, and says where nothing was said', () => {
    const said = Object.fromEntries(presentTerms(AGREEMENT, words).map(({ key, values }) => [key, values[0]!.text]));
    expect(said).toMatchObject({
      'Fields left out': 'Moving about and daily life: diagnosis, condition.code',
      'Jobs that may see it': '–',
      'May be passed on': 'Not said',
      "May also go to the recipient's system": 'Yes',
      'Longest consent, in days': '183',
      Until: '–',
    });
  });

  it('says what each recipient relies on', () =>
    expect(texts(presentParties(AGREEMENT, words).rows).map((row) => row[2])).toEqual([
      '6(1)(f), 9(2)(a), explicit-consent',
      'Not said',
    ]));

  it('says which signatures are for the terms as they stand', () => {
    expect(texts(presentSignOffs(AGREEMENT, words)!.rows).map((row) => row[3])).toEqual(['Yes', 'No']);
    expect(presentSignOffs({ signOffs: [], hash: 'now' }, words)).toBeUndefined();
  });

  it('leads from each version but the first to what it changed', () => {
    const version = (number: number): policy.AgreementVersionDto => ({
      ...{ version: number, state: 'live', change: 'revise', hash: 'h', changedAt: '2026-11-21T10:00:00.000Z' },
    });
    const [second, first] = presentVersions('D2', [version(2), version(1)], words).rows;
    expect(second![0]!.href).toBe('/officer/agreements/D2/versions/2');
    expect(first![0]!.href).toBeUndefined();
  });

  it('tells a change that allows more from one that narrows', () => {
    const difference = {
      from: 1,
      to: 2,
      fields: [
        { field: 'categories', before: ['FUNCTION'], after: ['FUNCTION', 'MEDS'], widens: true },
        { field: 'maxConsentDays', before: 183, after: null, widens: false },
      ],
    };
    expect(texts(presentDifference(difference, words)!.rows)).toEqual([
      ['Information', '["FUNCTION"]', '["FUNCTION","MEDS"]', 'Allows more, or rests on something else'],
      ['Longest consent, in days', '183', '–', 'Only narrows'],
    ]);
    expect(presentDifference({ ...difference, fields: [] }, words)).toBeUndefined();
  });
});
