import { Texts } from '../../words/texts.js';
import { agencyNames } from '../../words/agency-names.js';
import type {
  Directive,
  HistoryLine,
  OwnAgreement,
  OwnSharing,
  Recall,
  SharedAgreement,
  SharingAnswer,
} from '../record/answers.js';
import type { Telling } from '../record/telling.js';

/** English, and two agencies of the demo town. */
export const TELLING: Telling = {
  t: new Texts(['en']).in('en'),
  language: 'en',
  agency: agencyNames([
    { code: 'HARBOUR', name: 'Harbour Homes' },
    { code: 'REACH', name: 'Reach Reablement CIC' },
  ]),
};

export const D2: OwnAgreement = {
  ...{ id: 'D2', title: 'Adaptations', purpose: 'HOUSADAPT', mode: 'EXPLICIT', offered: true },
  parties: [
    { source: 'NM-ASC', recipient: 'HARBOUR', bases: null, right: 'withdraw' },
    { source: 'HARBOUR', recipient: 'NM-ASC', bases: null, right: 'withdraw' },
  ],
  ...{ categories: ['FUNCTION', 'EQUIPMENT'], recipientRoles: ['surveyor'], systemRoles: true },
  ...{ longestMonths: 6, longestDays: 184, right: 'withdraw' },
};

export const D1: OwnAgreement = {
  ...{ id: 'D1', title: 'Discharge', purpose: 'COC', mode: 'DIRECT_CARE', offered: false },
  parties: [{ source: 'NM-ACUTE', recipient: 'REACH', bases: null, right: 'object' }],
  ...{ categories: ['MEDS'], recipientRoles: ['reablement-lead'], systemRoles: true },
  ...{ longestMonths: null, longestDays: null, right: 'object' },
};

/** The same, with what the decision point answers of every direction and category: yes, or why not. */
export const answered = (
  agreement: OwnAgreement,
  reason: SharingAnswer['reason'],
  change: object = {},
): SharedAgreement => ({
  ...agreement,
  ...{ standing: 'in-force', touches: true },
  answers: agreement.parties.flatMap(({ source, recipient }) =>
    agreement.categories.map((category) => ({
      source,
      recipient,
      category,
      shared: reason === null,
      byOwnWord: false,
      reason,
    })),
  ),
  ...change,
});

export const sharingOf = (...items: readonly SharedAgreement[]): OwnSharing => ({
  ...{ asOf: '2026-11-22T15:00:00.000Z', bundle: null, agencies: [] },
  items,
});

/** Also of a status or kind that only a later release knows: pages must not break over one. */
type Change<Shape, Open extends keyof Shape> = Partial<Omit<Shape, Open>> & { readonly [Name in Open]?: string };

export const directive = (change: Change<Directive, 'status'> = {}): Directive =>
  ({
    ...{ id: '11111111-1111-4111-8111-111111111111', version: 1, status: 'ConsentGiven' },
    ...{ sources: null, recipients: ['HARBOUR'], categories: ['FUNCTION'], purposes: null, agreement: 'D2' },
    ...{ startsAt: '2026-11-22T10:00:00.000Z', expiresAt: '2027-05-22T23:00:00.000Z', channel: 'online' },
    ...{ recordedAt: '2026-11-22T14:03:01.200Z', supersededAt: null },
    ...change,
  }) as Directive;

export const look = (change: Change<HistoryLine, 'kind'> = {}): HistoryLine =>
  ({
    ...{ id: '22222222-2222-4222-8222-222222222222', time: '2026-11-22T14:03:02.123456Z', kind: 'disclosure' },
    ...{
      action: 'read',
      outcome: 'permit',
      rule: 'direct-care',
      reason: 'permitted',
      purpose: 'COC',
      categories: ['MEDS'],
    },
    ...{ sourceAgency: 'NM-ACUTE', requesterAgency: 'REACH', recipientAgency: 'REACH' },
    ...{ requesterKind: 'practitioner', requesterRoles: ['reablement-lead'], agreement: 'D1', basis: 'DIRECT_CARE' },
    ...change,
  }) as HistoryLine;

export const recall = (change: Partial<Recall> = {}): Recall => ({
  ...{ agency: 'HARBOUR', cause: 'withdrawn', category: 'FUNCTION', openedAt: '2026-11-22T13:00:00.000Z' },
  ...{ raisedAt: '2026-11-22T14:03:02.000Z', answers: [] },
  ...change,
});
