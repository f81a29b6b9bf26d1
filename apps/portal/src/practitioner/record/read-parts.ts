import { londonDayOf } from '#libs/calendar';
import type { Person } from '../../session/session.js';
import type { Translate } from '../../words/texts.js';
import type { AgencyNames } from '../../words/agency-names.js';
import { word } from '../../words/words.js';
import type { Saying } from './plain-value.js';
import { presentBody } from './present-body.js';
import type { ShownBody } from './shown-body.js';
import { resourcesIn } from './resources-in.js';
import { bodyOf, isObject, type Json, type JsonObject, type Seen, type SeenDecision, type SeenRecord } from './seen.js';

/** What the relay answered to one look, and who looked. */
export interface Look {
  readonly seen: Seen;
  /** The kinds that were asked for, in the order of the page. */
  readonly categories: readonly string[];
  readonly person: Person;
  readonly agencies: AgencyNames;
  readonly language: string;
  /** When the answer came. */
  readonly at: string;
}

/** A record as the page reads it: once, for the glance and for its own place further down. A Bundle is several. */
export interface ReadRecord {
  readonly seen: SeenRecord;
  /** Its own FHIR R4 resource; undefined where it is none. */
  readonly resource: JsonObject | undefined;
  readonly body: ShownBody;
  readonly title: string;
  /** Name of the agency that it comes from. */
  readonly agency: string;
  /** Its place on the page. */
  readonly anchor: string;
  /** What has to be known before one relies on it. */
  readonly warnings: readonly string[];
  /** That a part of it cannot be shown; undefined where all of it is. */
  readonly hides: string | undefined;
}

export interface ReadSource {
  readonly name: string;
  readonly decision: SeenDecision;
  /** What the decision left out, in words. */
  readonly leftOutBy: string;
  /** What can do most harm first, then the newest. */
  readonly records: readonly ReadRecord[];
}

/** One kind of information, of all agencies that may give it. */
export interface ReadPart {
  readonly category: string;
  readonly sources: readonly ReadSource[];
  /** Names of agencies of which nothing may be seen, or which have nothing: the relay does not tell them apart. */
  readonly empty: readonly string[];
  readonly refused: readonly { readonly agency: string; readonly says: string }[];
}

export const recordsOf = ({ sources }: ReadPart): ReadRecord[] => sources.flatMap(({ records }) => records);

/** Whether its body is one of these FHIR R4 resources. */
export const isResource = ({ resource }: ReadRecord, ...types: readonly string[]): boolean =>
  types.some((type) => resource?.['resourceType'] === type);

/** Reads every record of an answer, each kind for itself. */
export function readParts(t: Translate, look: Look): ReadPart[] {
  let places = 0;
  const place = (): string => `record-${(places += 1)}`;
  return look.categories.map((category) => {
    const decisions = look.seen.decisions.filter((decision) => decision.category === category);
    const permitted = decisions
      .filter(({ outcome }) => outcome === 'permit')
      .map((decision) => readSource(t, look, decision, place));
    return {
      category,
      sources: permitted.filter(({ records }) => records.length > 0),
      empty: permitted.filter(({ records }) => records.length === 0).map(({ name }) => name),
      refused: decisions
        .filter(({ outcome }) => outcome === 'deny')
        .map((decision) => ({ agency: look.agencies(codeOf(look, decision)), says: decision.explain })),
    };
  });
}

/** An agency's own records come from no other. */
const codeOf = ({ person }: Look, { source }: SeenDecision): string => source ?? person.agency ?? '';

function readSource(t: Translate, look: Look, decision: SeenDecision, place: () => string): ReadSource {
  const code = codeOf(look, decision);
  const { agreement } = decision;
  const leftOutBy =
    agreement === null ? t('practitioner.record.leftOut') : t('practitioner.record.leftOutBy', { agreement });
  const saying = { t, language: look.language, leftOut: leftOutBy, today: londonDayOf(look.at) };
  const records = look.seen.records
    .filter(({ source, category }) => source === code && category === decision.category)
    .sort((a, b) => b.receivedAt.localeCompare(a.receivedAt))
    .flatMap((seen) =>
      resourcesIn(bodyOf(seen), saying.today).map((body) => readRecord(saying, seen, body, look.agencies(seen.source))),
    );
  const inOrder = [...records.filter(({ body }) => body.isUrgent), ...records.filter(({ body }) => !body.isUrgent)];
  return {
    name: look.agencies(code),
    decision,
    leftOutBy,
    records: inOrder.map((record) => ({ ...record, anchor: place() })),
  };
}

function readRecord(saying: Saying, seen: SeenRecord, own: Json, agency: string): Omit<ReadRecord, 'anchor'> {
  const { t } = saying;
  const body = presentBody(own, saying, seen.category);
  return {
    seen,
    resource: isObject(own) && typeof own['resourceType'] === 'string' ? own : undefined,
    body,
    agency,
    title: body.title ?? word(t, 'category', seen.category),
    warnings: [
      ...(seen.accuracyDisputed ? [t('practitioner.record.disputed')] : []),
      ...(body.caution === undefined ? [] : [t(`practitioner.record.${body.caution}`, { agency })]),
    ],
    hides: body.hides ? t('practitioner.record.hides', { agency }) : undefined,
  };
}
