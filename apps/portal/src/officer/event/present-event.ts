import type { audit } from '#libs/client';
import type { OtherRight } from '#libs/domain';
import { day } from '../../words/times.js';
import { word, words as wordsOf } from '../../words/words.js';
import { AGREEMENTS } from '../agreements/present-agreement.js';
import { ENTRIES } from '../explorer/present-entries.js';
import type { Words } from '../show/words.js';
import { dataCell, fact, momentCell, NONE, type Cell, type Fact } from '../show/cell.js';
import { actionCell, kindWord, outcomeCell } from '../show/event-words.js';
import { addressOf } from '../../shell/address-of.js';
import type { ExplainedEntry } from './explain-entry.js';

export type EntryRead = audit.EntryRead;

/** Who did what, to whom, for what, and with what outcome. */
export function presentFacts(entry: EntryRead, words: Words): Fact[] {
  const { t, language } = words;
  const { agreement } = entry;
  const key = (name: string): string => t(`officer.event.${name}`);
  const coded = (vocabulary: 'reason' | 'purpose', code: string | null): Cell[] =>
    code === null ? [NONE] : [{ text: word(t, vocabulary, code) }, dataCell(code)];
  return [
    fact(key('time'), momentCell(entry.time, language)),
    fact(key('what'), { text: kindWord(t, entry.kind) }, actionCell(t, entry.action)),
    fact(key('outcome'), outcomeCell(t, entry.outcome)),
    fact(key('reason'), ...coded('reason', entry.reason)),
    fact(key('basis'), entry.basis === null ? NONE : { text: word(t, 'basis', entry.basis) }),
    fact(key('purpose'), ...coded('purpose', entry.purpose)),
    fact(key('information'), { text: wordsOf(t, 'category', entry.categories).join(', ') || NONE.text }),
    ...presentParts(entry, words),
    fact(key('agreement'), agreement === null ? NONE : { ...dataCell(agreement), href: `${AGREEMENTS}/${agreement}` }),
    fact(key('id'), dataCell(entry.id)),
    fact(key('index'), entry.index === null ? { text: t('officer.event.waiting') } : dataCell(String(entry.index))),
  ];
}

/** Agencies by name; people by what they are, never by who they are. */
function presentParts(entry: EntryRead, { t, nameOf }: Words): Fact[] {
  const agency = (code: string | null): Cell => (code === null ? NONE : dataCell(nameOf(code)));
  const requester = [
    agency(entry.requesterAgency),
    ...(entry.requesterKind === null ? [] : [{ text: word(t, 'requester', entry.requesterKind) }]),
    ...(entry.requesterRoles.length === 0 ? [] : [{ text: wordsOf(t, 'role', entry.requesterRoles).join(', ') }]),
    ...link('requester', entry.requesterId, t('officer.event.sameRequester')),
  ];
  const resident = link('resident', entry.residentId, t('officer.event.sameResident'));
  return [
    fact(t('officer.event.source'), agency(entry.sourceAgency)),
    fact(t('officer.event.requester'), ...requester),
    fact(t('officer.event.recipient'), agency(entry.recipientAgency)),
    fact(
      t('officer.event.resident'),
      ...(entry.resident === null ? [] : [dataCell(entry.resident)]),
      ...resident,
      ...(entry.resident === null && resident.length === 0 ? [NONE] : []),
    ),
  ];
}

const link = (filter: 'requester' | 'resident', id: string | null, text: string): Cell[] =>
  id === null ? [] : [{ text, href: addressOf(ENTRIES, { [filter]: id }) }];

/** Why it was decided so: the rule in plain words, what was missing, and each condition with the values it saw. */
export function presentDecision(
  explained: ExplainedEntry | undefined,
  { entry, bundle }: { readonly entry: EntryRead; readonly bundle: string | undefined },
  { t, language }: Words,
) {
  if (explained && 'right' in explained) return byRight(entry, explained.right, { t, language });
  const { explanation, same, refusal } = explained ?? {};
  return {
    rule: entry.rule,
    says: refusal ? t('officer.event.notGiven', { says: explanation?.says ?? '' }) : explanation?.says,
    missing: explanation?.missing ?? [],
    change: explanation?.change ?? [],
    rights: explanation?.rights ?? undefined,
    trace: explanation?.trace?.join('\n'),
    again:
      same === undefined
        ? undefined
        : { same: same !== false, text: t(`officer.event.${same === null ? 'tooOld' : same ? 'same' : 'notSame'}`) },
    bundle: bundle === undefined ? undefined : { text: bundle, href: `/officer/policies/${bundle}` },
    language: explanation?.language ?? language,
  };
}

/** Another right allowed it: there is no rule to ask again, and nothing that could differ. */
const byRight = ({ rule }: EntryRead, right: OtherRight, { t, language }: Pick<Words, 't' | 'language'>) => ({
  ...{ rule, says: t(`officer.event.right.${right}`), missing: [], change: [], rights: undefined },
  ...{ trace: undefined, again: undefined, bundle: undefined, language },
});

/** What was sealed with the entry, as it was opened. */
export function presentDetail({ detail, detailState }: EntryRead, { t }: Words) {
  return detailState === 'open'
    ? { json: JSON.stringify(detail, null, 2) }
    : { lost: t(`officer.event.detail.${detailState}`) };
}

export const titleOf = ({ time }: EntryRead, { t, language }: Words): string =>
  t('officer.event.title', { day: day(time, language).text });
