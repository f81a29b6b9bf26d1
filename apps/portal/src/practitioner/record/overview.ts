import type { Translate } from '../../words/texts.js';
import { KINDS } from './kinds.js';
import { noneOf, recordedNone, type RecordedNone } from './no-known-allergy.js';
import { isResource, type ReadPart, type ReadRecord, recordsOf } from './read-parts.js';
import type { BodyRow } from './shown-body.js';
import type { Standing } from './standing.js';

/** What of one kind stands in a table: from which records, in which columns. */
export interface Columns {
  readonly category: 'ALLERGY' | 'MEDS';
  /** The FHIR R4 resources that have these columns, whatever the kind under which they were sent. */
  readonly resources: readonly string[];
  /** Labels of the lines that are columns, in their order. */
  readonly columns: readonly string[];
  /** Labels of lines that stand below the name. */
  readonly below: readonly string[];
}

export interface Row {
  readonly title: string;
  readonly href: string;
  readonly below: readonly string[];
  /** What has to be known before one relies on it. */
  readonly warnings: readonly string[];
  /** Undefined where its record has no such columns. */
  readonly cells: readonly { readonly head: string; readonly text: string }[] | undefined;
  /** What a record without columns says, field by field. */
  readonly fields: readonly BodyRow[];
  readonly agency: string;
}

export interface Overview {
  readonly title: string;
  readonly head: readonly string[];
  /** Said above the table, where somebody recorded that there is none. */
  readonly recordedNone: readonly RecordedNone[];
  readonly now: readonly Row[];
  /** Nobody takes these now: proposed, planned, drafted or on hold. They stand apart, and open. */
  readonly waiting: readonly Row[];
  readonly waitingTitle: string;
  readonly over: readonly Row[];
  readonly overTitle: string;
  /** Said where none that counts now is shown: never that there is none. */
  readonly nothing: string | undefined;
  /** Agencies that may not give it for this purpose. */
  readonly refused: readonly string[];
}

export const ALLERGIES: Columns = {
  category: 'ALLERGY',
  resources: ['AllergyIntolerance'],
  columns: ['reaction', 'severity', 'risk', 'sure'],
  below: ['status'],
};

export const MEDICINES: Columns = {
  category: 'MEDS',
  resources: ['MedicationRequest', 'MedicationStatement'],
  columns: ['dose', 'route', 'frequency', 'start'],
  below: ['intent', 'status', 'directions'],
};

/**
 * Allergies or medicines of all agencies in one table: what counts now before what is over, what can do most harm first. The
 * same one of two agencies stands twice: nobody guesses that they are the same. Undefined where the page has none of the kind.
 */
export function overviewOf(t: Translate, parts: readonly ReadPart[], columns: Columns): Overview | undefined {
  const records = parts.flatMap((part) =>
    recordsOf(part).filter(
      (one) =>
        isResource(one, ...columns.resources) ||
        // What is known to be something else has its place below.
        (part.category === columns.category && !isResource(one, ...Object.keys(KINDS))),
    ),
  );
  const part = parts.find(({ category }) => category === columns.category);
  if (part === undefined && records.length === 0) return undefined;
  const isNone = (one: ReadRecord): boolean => columns.category === 'ALLERGY' && noneOf(t, one) !== undefined;
  const rowsOf = (standing: Standing): Row[] =>
    [...records]
      .sort((a, b) => Number(b.body.isUrgent) - Number(a.body.isUrgent))
      .filter((one) => one.body.standing === standing && !isNone(one))
      .map((record) => rowOf(t, record, columns));
  const now = rowsOf('now');
  const over = rowsOf('over');
  const key = `practitioner.record.glance.${columns.category}`;
  return {
    title: t(`${key}.title`),
    head: [t(`${key}.name`), ...columns.columns.map((label) => t(`practitioner.record.field.${label}`))],
    recordedNone: columns.category === 'ALLERGY' ? recordedNone(t, records) : [],
    now,
    waiting: rowsOf('waiting'),
    waitingTitle: t('practitioner.record.waitingTitle'),
    over,
    overTitle: t('practitioner.record.glance.over', { count: over.length }),
    nothing: now.length > 0 ? undefined : t(`${key}.none`),
    refused: (part?.refused ?? []).map(({ agency }) => agency),
  };
}

function rowOf(t: Translate, record: ReadRecord, { resources, columns, below }: Columns): Row {
  const { title, body, anchor, agency, warnings, hides } = record;
  const rows = new Map(body.rows.map((row) => [row.label, row.value.text]));
  // A plain body has the columns that it fills; of the others it may speak in its own words.
  const isTabular = isResource(record, ...resources) || columns.some((label) => rows.has(label));
  const important = rows.get('warning');
  return {
    title,
    href: `#${anchor}`,
    below: isTabular ? below.flatMap((label) => rows.get(label) ?? []) : [],
    warnings: [...(important === undefined ? [] : [important]), ...warnings, ...(hides === undefined ? [] : [hides])],
    cells: isTabular
      ? columns.map((label) => ({
          head: t(`practitioner.record.field.${label}`),
          text: rows.get(label) ?? t('practitioner.record.notSaid'),
        }))
      : undefined,
    fields: isTabular ? [] : body.rows,
    agency,
  };
}
