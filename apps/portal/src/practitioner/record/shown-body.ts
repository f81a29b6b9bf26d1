import type { AlertKey } from './kind.js';
import type { Standing } from './standing.js';

/** One line of a record as a page draws it. */
export interface BodyRow {
  /** Which line of its kind it is (`dose`); none for the agency's own fields. */
  readonly label?: string;
  /** Of class `data` where it is the agency's own name of the field, which no catalogue translates. */
  readonly key: { readonly text: string; readonly classes?: string };
  readonly value: { readonly text: string; readonly classes: string };
}

export interface ShownBody {
  /** What the record is about, in its own words; undefined where it has none. */
  readonly title: string | undefined;
  readonly rows: readonly BodyRow[];
  /** Of a kind that we know: the rows that stand on its one line, and are said. Undefined for what is read field by field. */
  readonly brief: readonly BodyRow[] | undefined;
  readonly standing: Standing;
  /** Comes before others of its kind, and stands among the alerts. */
  readonly isUrgent: boolean;
  readonly alert: AlertKey | undefined;
  /** Something in the record is not on the page: codes without words, or fields that nobody described. */
  readonly hides: boolean;
  /**
   * It may mean something else than it says (FHIR R4 modifierExtension), was recorded by mistake, or says that it counts and
   * that it has ended.
   */
  readonly caution: 'mistake' | 'modified' | 'ended' | undefined;
}

export const row = (key: string, text: string): BodyRow => ({
  key: { text: key },
  value: { text, classes: 'long-value data' },
});

/** Under the record's own name for it. */
export const ownRow = (key: string, text: string): BodyRow => ({
  ...row(key, text),
  key: { text: key, classes: 'data' },
});
