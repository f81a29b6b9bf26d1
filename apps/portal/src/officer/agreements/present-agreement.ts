import type { policy } from '#libs/client';
import type { Translate } from '../../words/texts.js';
import type { Words } from '../show/words.js';
import { day, until } from '../../words/times.js';
import { word, words as wordsOf } from '../../words/words.js';
import {
  type Cell,
  codeCell,
  dataCell,
  type Fact,
  fact,
  headOf,
  type Listing,
  momentCell,
  NONE,
  type TagColour,
  timeCell,
} from '../show/cell.js';

export const AGREEMENTS = '/officer/agreements';

const STATES: Readonly<Record<string, TagColour>> = {
  draft: 'grey',
  live: 'green',
  'under-review': 'yellow',
  suspended: 'red',
  expired: 'grey',
};

export const stateCell = (t: Translate, state: string): Cell => codeCell(t, 'officer.agreements.state', state, STATES);

const dayCell = (iso: string | null, language: string): Cell => (iso === null ? NONE : timeCell(day(iso, language)));

const untilCell = (iso: string | null, language: string): Cell =>
  iso === null ? NONE : timeCell(until(iso, language));

/** The agencies of an agreement, each once, by name. */
export const partiesOf = ({ parties }: policy.ShownTermsDto, nameOf: Words['nameOf']): string[] =>
  [...new Set(parties.flatMap(({ source, recipient }) => [source, recipient]))].map(nameOf);

/** The register: what agencies agreed, how each agreement stands, when it is looked at again. */
export function presentRegister(agreements: readonly policy.AgreementDto[], { t, language, nameOf }: Words): Listing {
  return {
    caption: t('officer.agreements.caption'),
    head: headOf(t, 'officer.agreements', 'id', 'title', 'state', 'review', 'purpose', 'parties'),
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
export function presentTerms(terms: policy.ShownTermsDto, { t, language, nameOf }: Words): Fact[] {
  const row = (name: string, ...cells: Cell[]): Fact =>
    fact(t(`officer.agreements.field.${name}`), ...(cells.length === 0 ? [NONE] : cells));
  const said = (value: string | number | null): Cell => (value === null ? NONE : dataCell(String(value)));
  const yesNo = (value: boolean | null): Cell => ({
    text: t(`officer.agreements.${value === null ? 'unsaid' : value ? 'yes' : 'no'}`),
  });
  const redacted = Object.entries(terms.redactions).map(([category, fields]) =>
    dataCell(`${word(t, 'category', category)}: ${fields.join(', ')}`),
  );
  const inLaw = Object.entries(terms.partyRoles).map(([agency, role]) => dataCell(`${nameOf(agency)}: ${role}`));
  return [
    row('purpose', { text: word(t, 'purpose', terms.purpose) }),
    row('mode', { text: word(t, 'basis', terms.mode) }),
    row('categories', ...wordsOf(t, 'category', terms.categories).map((text) => ({ text }))),
    row('recipientRoles', ...wordsOf(t, 'role', terms.recipientRoles).map((text) => ({ text }))),
    row('systemRoles', yesNo(terms.systemRoles)),
    row('redactions', ...redacted),
    row('maxConsentDays', said(terms.maxConsentDays)),
    row('retentionDays', said(terms.retentionDays)),
    row('onwardSharing', yesNo(terms.onwardSharing)),
    row('partyRoles', ...inLaw),
    row('statutoryGateway', said(terms.statutoryGateway)),
    row('dpiaRef', said(terms.dpiaRef)),
    row('apdRef', said(terms.apdRef)),
    row('securityStandard', said(terms.securityStandard)),
    row('startsAt', dayCell(terms.startsAt, language)),
    row('expiresAt', untilCell(terms.expiresAt, language)),
    row('reviewAt', dayCell(terms.reviewAt, language)),
  ];
}

/** Who shares with whom, and what each recipient relies on in law. */
export function presentParties({ parties }: policy.ShownTermsDto, { t, nameOf }: Words): Listing {
  return {
    caption: t('officer.agreements.partiesCaption'),
    head: headOf(t, 'officer.agreements', 'source', 'recipient', 'bases'),
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
  { signOffs, hash }: { readonly signOffs: readonly policy.SignOffDto[]; readonly hash: string },
  { t, language }: Words,
): Listing | undefined {
  if (signOffs.length === 0) return undefined;
  return {
    caption: t('officer.agreements.signOffs'),
    head: headOf(t, 'officer.agreements', 'role', 'name', 'signed', 'counts'),
    rows: signOffs.map((signed) => [
      dataCell(signed.role),
      dataCell(signed.name),
      dayCell(signed.signedAt, language),
      { text: t(`officer.agreements.${signed.hash === hash ? 'yes' : 'no'}`) },
    ]),
  };
}

export function presentVersions(
  id: string,
  versions: readonly policy.AgreementVersionDto[],
  { t, language }: Words,
): Listing {
  const differenceOf = (version: number): Pick<Cell, 'href' | 'hidden'> => ({
    ...{ href: `${AGREEMENTS}/${id}/versions/${version}`, hidden: t('officer.agreements.compare') },
  });
  return {
    caption: t('officer.agreements.versions'),
    head: headOf(t, 'officer.agreements', 'version', 'change', 'state', 'changed'),
    rows: versions.map(({ version, change, state, changedAt }) => [
      { ...dataCell(String(version)), ...(version > 1 ? differenceOf(version) : {}) },
      dataCell(change),
      stateCell(t, state),
      momentCell(changedAt, language),
    ]),
  };
}

/** What a version changed, field by field. */
export function presentDifference(
  { fields }: policy.AgreementDifferenceDto,
  { t, language }: Words,
): Listing | undefined {
  if (fields.length === 0) return undefined;
  const value = (field: string, said: unknown): Cell => {
    if (said === null || said === undefined) return dataCell(NONE.text);
    if (typeof said !== 'string') return dataCell(JSON.stringify(said));
    return DAYS[field] === undefined ? dataCell(said) : DAYS[field](said, language);
  };
  return {
    caption: t('officer.agreements.difference.caption'),
    head: headOf(t, 'officer.agreements', 'field', 'before', 'after', 'widens'),
    rows: fields.map(({ field, before, after, widens }) => [
      codeCell(t, 'officer.agreements.field', field),
      value(field, before),
      value(field, after),
      { text: t(`officer.agreements.difference.${widens ? 'widens' : 'narrows'}`) },
    ]),
  };
}

/** Fields that are moments, told as days. */
const DAYS: Readonly<Record<string, typeof dayCell>> = { startsAt: dayCell, expiresAt: untilCell, reviewAt: dayCell };
