import type { Translate } from '../../words/texts.js';
import { moment } from '../../words/times.js';
import { word } from '../../words/words.js';
import type { BodyRow } from './shown-body.js';
import { nameOf } from './plain-value.js';
import { countOf } from './no-known-allergy.js';
import { type ReadPart, type ReadRecord, type ReadSource } from './read-parts.js';

export interface ShownPart {
  readonly id: string;
  readonly title: string;
  readonly count: string;
  readonly sources: readonly ShownSource[];
  readonly empty: { readonly agencies: readonly string[]; readonly text: string } | undefined;
  readonly refused: readonly string[];
}

interface ShownSource {
  readonly name: string;
  readonly why: string;
  readonly agreement: string | undefined;
  readonly leftOut: string | undefined;
  readonly noOnward: string | undefined;
  /** Of each of its records. */
  readonly warnings: readonly string[];
  readonly groups: readonly { readonly title: string; readonly records: readonly ShownRecord[] }[];
  readonly named: boolean;
}

interface ShownRecord {
  readonly anchor: string;
  readonly title: string;
  /** Its line; undefined for what has none and stands unfolded. */
  readonly brief: readonly BodyRow[] | undefined;
  /** Beyond those of each record of its source. */
  readonly warnings: readonly string[];
  readonly hides: string | undefined;
  readonly rows: readonly BodyRow[];
  readonly provenance: string;
  readonly reference: string;
}

/** One kind of information in full: what each agency gave, where it comes from and what was left out. */
export function presentPart(t: Translate, language: string, part: ReadPart): ShownPart {
  const { category, sources, empty, refused } = part;
  return {
    id: partId(category),
    title: word(t, 'category', category),
    count: countOf(t, part),
    sources: sources.map((source) => presentSource(t, language, source)),
    // The same words whether there is nothing, or nothing that may be seen: the relay does not tell them apart.
    empty: empty.length === 0 ? undefined : { agencies: empty, text: t('practitioner.record.nothing') },
    refused: refused.map((one) => t('practitioner.record.refused', one)),
  };
}

export const partId = (category: string): string => `kind-${category}`;

/** What counts now comes first and what is over stands apart. */
function presentSource(
  t: Translate,
  language: string,
  { name, decision, leftOutBy, records }: ReadSource,
): ShownSource {
  const { agreement, explain } = decision;
  const same = saidOfAll(records);
  const groups = (['now', 'waiting', 'over'] as const).map((standing) => ({
    title: t(`practitioner.record.${standing}Title`),
    records: records
      .filter(({ body }) => body.standing === standing)
      .map((record) => presentOne(t, language, record, same)),
  }));
  return {
    name,
    why: explain,
    agreement: agreement === null ? undefined : t('practitioner.record.under', { agreement }),
    leftOut: leftOut(t, records[0], leftOutBy),
    noOnward: records.some(({ seen }) => seen.noOnwardSharing) ? t('practitioner.record.noOnward') : undefined,
    warnings: same.map((warning) => t('practitioner.record.ofEach', { warning })),
    groups: groups.filter((group) => group.records.length > 0),
    // One kind of standing alone needs no name, unless it is that all of it is over.
    named: groups.slice(1).some((group) => group.records.length > 0),
  };
}

const warningsOf = ({ warnings, hides }: ReadRecord): string[] => [...warnings, ...(hides ? [hides] : [])];

/** Warnings that every one of several records bears: said once for all of them. */
function saidOfAll(records: readonly ReadRecord[]): string[] {
  const [first, ...others] = records;
  if (first === undefined || others.length === 0) return [];
  return warningsOf(first).filter((warning) => others.every((other) => warningsOf(other).includes(warning)));
}

/** What the rules leave out of every record of this source and category, whether or not a record had it. */
function leftOut(t: Translate, record: ReadRecord | undefined, by: string): string | undefined {
  const names = [...(record?.seen.redacted ?? []), ...(record?.seen.masked ?? [])].map((path) =>
    path.split('.').map(nameOf).join(' – '),
  );
  return names.length === 0 ? undefined : t('practitioner.record.leftOutList', { by, fields: names.join(', ') });
}

/** As much of a record's id as somebody reads out on the phone. */
const QUOTED = 8;

function presentOne(t: Translate, language: string, record: ReadRecord, same: readonly string[]): ShownRecord {
  const { seen, body, title, agency, anchor, warnings, hides } = record;
  return {
    anchor,
    title,
    brief: body.brief,
    warnings: warnings.filter((warning) => !same.includes(warning)),
    hides: hides !== undefined && same.includes(hides) ? undefined : hides,
    rows: body.rows,
    provenance: t('practitioner.record.provenance', {
      agency,
      time: moment(seen.receivedAt, language).text,
      version: seen.version,
    }),
    reference: t('practitioner.record.reference', { reference: seen.id.slice(0, QUOTED) }),
  };
}
