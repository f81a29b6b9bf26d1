import type { Translate } from '../../words/texts.js';
import type { Words } from '../explorer/present-entries.js';
import { day, exactMoment, until } from '../../words/times.js';
import { word, words as wordsOf } from '../../words/words.js';
import { dataCell, fact, timeCell, type Cell, type Fact, type Listing, type TagColour } from '../show/cell.js';
import type { AgreementDifference, AgreementLine, AgreementVersion, SignOff, Terms } from './agreement.js';

export const AGREEMENTS = '/officer/agreements';

const STATES: Readonly<Record<string, TagColour>> = {
  draft: 'grey',
  live: 'green',
  'under-review': 'yellow',
  suspended: 'red',
  expired: 'grey',
};

export const stateCell = (t: Translate, state: string): Cell =>
  state in STATES ? { text: t(`officer.agreements.state.${state}`), tag: STATES[state]! } : dataCell(state);

const dayCell = (iso: string | null, language: string): Cell =>
  iso === null ? { text: '–' } : timeCell(day(iso, language));

const untilCell = (iso: string | null, language: string): Cell =>
  iso === null ? { text: '–' } : timeCell(until(iso, language));

/** The agencies of an agreement, each once, by name. */
export const partiesOf = ({ parties }: Terms, nameOf: Words['nameOf']): string[] =>
  [...new Set(parties.flatMap(({ source, recipient }) => [source, recipient]))].map(nameOf);

/** The register: what agencies agreed, how each agreement stands, when it is looked at again. */
export function presentRegister(agreements: readonly AgreementLine[], { t, language, nameOf }: Words): Listing {
  return {
    caption: t('officer.agreements.caption'),
    head: ['id', 'title', 'state', 'review', 'purpose', 'parties'].map((key) => ({
      text: t(`officer.agreements.head.${key}`),
    })),
    rows: agreements.map((agreement) => [
      { ...dataCell(agreement.id), href: `${AGREEMENTS}/${agreement.id}` },
      dataCell(agreement.title),
      stateCell(t, agreement.state),
      dayCell(agreement.reviewAt, language),
      { text: word(t, 'purpose', agreement.purpose) },
      dataCell(partiesOf(agreement, nameOf).join(', ')),
    ]),
  };
}

/** All terms, each by its name. */
export function presentTerms(terms: Terms, { t, language, nameOf }: Words): Fact[] {
  const key = (name: string): string => t(`officer.agreements.field.${name}`);
  const said = (value: string | number | null): Cell => (value === null ? { text: '–' } : dataCell(String(value)));
  const yesNo = (value: boolean | null): Cell => ({
    text: t(`officer.agreements.${value === null ? 'unsaid' : value ? 'yes' : 'no'}`),
  });
  const list = (cells: readonly Cell[]): readonly Cell[] => (cells.length === 0 ? [{ text: '–' }] : cells);
  const redacted = Object.entries(terms.redactions).map(([category, fields]) =>
    dataCell(`${word(t, 'category', category)}: ${fields.join(', ')}`),
  );
  const inLaw = Object.entries(terms.partyRoles).map(([agency, role]) => dataCell(`${nameOf(agency)}: ${role}`));
  return [
    fact(key('purpose'), { text: word(t, 'purpose', terms.purpose) }),
    fact(key('mode'), { text: word(t, 'basis', terms.mode) }),
    fact(key('categories'), ...list(wordsOf(t, 'category', terms.categories).map((text) => ({ text })))),
    fact(key('recipientRoles'), ...list(wordsOf(t, 'role', terms.recipientRoles).map((text) => ({ text })))),
    fact(key('systemRoles'), yesNo(terms.systemRoles)),
    fact(key('redactions'), ...list(redacted)),
    fact(key('maxConsentDays'), said(terms.maxConsentDays)),
    fact(key('retentionDays'), said(terms.retentionDays)),
    fact(key('onwardSharing'), yesNo(terms.onwardSharing)),
    fact(key('partyRoles'), ...list(inLaw)),
    fact(key('statutoryGateway'), said(terms.statutoryGateway)),
    fact(key('dpiaRef'), said(terms.dpiaRef)),
    fact(key('apdRef'), said(terms.apdRef)),
    fact(key('securityStandard'), said(terms.securityStandard)),
    fact(key('startsAt'), dayCell(terms.startsAt, language)),
    fact(key('expiresAt'), untilCell(terms.expiresAt, language)),
    fact(key('reviewAt'), dayCell(terms.reviewAt, language)),
  ];
}

/** Who shares with whom, and what each recipient relies on in law. */
export function presentParties({ parties }: Terms, { t, nameOf }: Words): Listing {
  return {
    caption: t('officer.agreements.partiesCaption'),
    head: ['source', 'recipient', 'bases'].map((key) => ({ text: t(`officer.agreements.head.${key}`) })),
    rows: parties.map(({ source, recipient, bases }) => [
      dataCell(nameOf(source)),
      dataCell(nameOf(recipient)),
      bases === null
        ? { text: t('officer.agreements.unsaid') }
        : dataCell(
            [bases.article6, bases.article9, bases.schedule1, bases.confidentiality]
              .filter((part) => part !== null)
              .join(', '),
          ),
    ]),
  };
}

/** Signatures; one for terms that were others counts for nothing. */
export function presentSignOffs(
  { signOffs, hash }: { readonly signOffs: readonly SignOff[]; readonly hash: string },
  { t, language }: Words,
): Listing | undefined {
  if (signOffs.length === 0) return undefined;
  return {
    caption: t('officer.agreements.signOffs'),
    head: ['role', 'name', 'signed', 'counts'].map((key) => ({ text: t(`officer.agreements.head.${key}`) })),
    rows: signOffs.map((signed) => [
      dataCell(signed.role),
      dataCell(signed.name),
      dayCell(signed.signedAt, language),
      { text: t(`officer.agreements.${signed.hash === hash ? 'yes' : 'no'}`) },
    ]),
  };
}

export function presentVersions(id: string, versions: readonly AgreementVersion[], { t, language }: Words): Listing {
  return {
    caption: t('officer.agreements.versions'),
    head: ['version', 'change', 'state', 'changed'].map((key) => ({ text: t(`officer.agreements.head.${key}`) })),
    rows: versions.map(({ version, change, state, changedAt }) => [
      version > 1
        ? {
            ...dataCell(String(version)),
            href: `${AGREEMENTS}/${id}/versions/${version}`,
            hidden: t('officer.agreements.compare'),
          }
        : dataCell(String(version)),
      dataCell(change),
      stateCell(t, state),
      timeCell(exactMoment(changedAt, language)),
    ]),
  };
}

/** What a version changed, field by field. */
export function presentDifference({ fields }: AgreementDifference, { t, language }: Words): Listing | undefined {
  if (fields.length === 0) return undefined;
  const value = (field: string, said: unknown): Cell => {
    if (said === null || said === undefined) return dataCell('–');
    if (typeof said !== 'string') return dataCell(JSON.stringify(said));
    return DAYS[field] === undefined ? dataCell(said) : DAYS[field](said, language);
  };
  return {
    caption: t('officer.agreements.difference.caption'),
    head: ['field', 'before', 'after', 'widens'].map((key) => ({ text: t(`officer.agreements.head.${key}`) })),
    rows: fields.map(({ field, before, after, widens }) => [
      FIELDS.includes(field) ? { text: t(`officer.agreements.field.${field}`) } : dataCell(field),
      value(field, before),
      value(field, after),
      { text: t(`officer.agreements.difference.${widens ? 'widens' : 'narrows'}`) },
    ]),
  };
}

/** Fields that are moments, told as days. */
const DAYS: Readonly<Record<string, typeof dayCell>> = { startsAt: dayCell, expiresAt: untilCell, reviewAt: dayCell };

/** Fields that have a plain name. */
const FIELDS: readonly string[] = [
  'title',
  'purpose',
  'mode',
  'parties',
  'categories',
  'recipientRoles',
  'systemRoles',
  'redactions',
  'maxConsentDays',
  'retentionDays',
  'onwardSharing',
  'partyRoles',
  'statutoryGateway',
  'dpiaRef',
  'apdRef',
  'securityStandard',
  'startsAt',
  'expiresAt',
  'reviewAt',
];
