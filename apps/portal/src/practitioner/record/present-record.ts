import type { Person } from '../../session/session.js';
import type { Translate } from '../../shell/texts.js';
import type { AgencyNames } from '../../words/agency-names.js';
import { moment } from '../../words/times.js';
import { word, words } from '../../words/words.js';
import { nameOf } from './plain-value.js';
import { presentBody, type ShownBody } from './present-body.js';
import type { Seen, SeenDecision, SeenRecord } from './seen.js';

export interface RecordView {
  readonly seen: Seen;
  readonly category: string;
  readonly purpose: string;
  readonly person: Person;
  readonly agencies: AgencyNames;
  readonly language: string;
  /** When the answer came. */
  readonly at: string;
}

/** The records of one category that a practitioner may see, with where they come from and what was left out. */
export function presentRecord(t: Translate, view: RecordView): object {
  const { seen, person, agencies, language, at, purpose } = view;
  const { text, iso } = moment(at, language);
  const who = { role: words(t, 'role', person.roles ?? []).join(', '), agency: agencies(person.agency ?? '') };
  const permitted = seen.decisions.filter(({ outcome }) => outcome === 'permit');
  const empty = permitted
    .filter((one) => recordsOf(view, one).length === 0)
    .map(({ source }) => agencies(source ?? person.agency ?? ''));
  return {
    retrieved: { label: t('practitioner.record.retrieved'), text, iso },
    by: t('practitioner.record.by', { ...who, purpose: word(t, 'purpose', purpose) }),
    sort: t('practitioner.record.sort'),
    sources: permitted.filter((one) => recordsOf(view, one).length > 0).map((one) => presentSource(t, view, one)),
    // The same words whether there is nothing, or nothing that may be seen: the relay does not tell them apart.
    empty: empty.length === 0 ? undefined : { agencies: empty, text: t('practitioner.record.nothing') },
    refused: seen.decisions
      .filter(({ outcome }) => outcome === 'deny')
      .map(({ source, explain }) =>
        t('practitioner.record.refused', { agency: agencies(source ?? person.agency ?? ''), says: explain }),
      ),
    refusedTitle: t('practitioner.record.refusedTitle'),
  };
}

const sourceOf = (view: RecordView, { source }: SeenDecision): string => source ?? view.person.agency ?? '';

/** Newest first. */
function recordsOf(view: RecordView, decision: SeenDecision): SeenRecord[] {
  const source = sourceOf(view, decision);
  return view.seen.records
    .filter((record) => record.source === source && record.category === decision.category)
    .sort((a, b) => b.receivedAt.localeCompare(a.receivedAt));
}

/** What counts now comes first and what is over stands apart; within either what can do most harm first, then the newest. */
function presentSource(t: Translate, view: RecordView, decision: SeenDecision): object {
  const records = recordsOf(view, decision);
  const { agreement, explain } = decision;
  const saying = { t, language: view.language, leftOut: leftOutBy(t, decision) };
  const read = records.map((record) => ({ record, body: presentBody(record.body, saying) }));
  const inOrder = [...read.filter(({ body }) => body.isUrgent), ...read.filter(({ body }) => !body.isUrgent)];
  const groups = (['now', 'over'] as const).map((standing) => ({
    title: t(`practitioner.record.${standing}Title`),
    records: inOrder
      .filter(({ body }) => body.standing === standing)
      .map(({ record, body }) => presentOne(t, view, record, body)),
  }));
  return {
    name: view.agencies(sourceOf(view, decision)),
    why: explain,
    agreement: agreement === null ? undefined : t('practitioner.record.under', { agreement }),
    leftOut: leftOut(t, records[0], decision),
    noOnward: records.some((record) => record.noOnwardSharing) ? t('practitioner.record.noOnward') : undefined,
    groups: groups.filter((group) => group.records.length > 0),
    // One kind of standing alone needs no name, unless it is that all of it is over.
    named: groups[1]!.records.length > 0,
  };
}

const leftOutBy = (t: Translate, { agreement }: SeenDecision): string =>
  agreement === null ? t('practitioner.record.leftOut') : t('practitioner.record.leftOutBy', { agreement });

/** What the rules leave out of every record of this source and category, whether or not a record had it. */
function leftOut(t: Translate, record: SeenRecord | undefined, decision: SeenDecision): string | undefined {
  const names = [...(record?.redacted ?? []), ...(record?.masked ?? [])].map((path) =>
    path.split('.').map(nameOf).join(' – '),
  );
  if (names.length === 0) return undefined;
  return t('practitioner.record.leftOutList', { by: leftOutBy(t, decision), fields: names.join(', ') });
}

/** As much of a record's id as somebody reads out on the phone. */
const QUOTED = 8;

function presentOne(t: Translate, view: RecordView, record: SeenRecord, body: ShownBody): object {
  const { language, agencies } = view;
  const received = moment(record.receivedAt, language);
  const agency = agencies(record.source);
  const warnings = [
    ...(record.accuracyDisputed ? [t('practitioner.record.disputed')] : []),
    ...(body.caution === undefined ? [] : [t(`practitioner.record.${body.caution}`, { agency })]),
  ];
  return {
    title: body.title ?? word(t, 'category', record.category),
    provenance: t('practitioner.record.provenance', { agency, time: received.text, version: record.version }),
    warnings,
    rows: body.rows,
    hides: body.hides ? t('practitioner.record.hides', { agency }) : undefined,
    reference: t('practitioner.record.reference', { reference: record.id.slice(0, QUOTED) }),
  };
}
