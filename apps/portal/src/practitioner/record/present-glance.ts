import type { Translate } from '../../words/texts.js';
import type { ReadPart } from './read-parts.js';
import { type Alert, alertsOf } from './alerts.js';
import { ALLERGIES, MEDICINES, type Overview, overviewOf } from './overview.js';

/** Kinds that are not on the page: said in one line, never by silence. */
export interface Absent {
  readonly kinds: readonly { readonly text: string; readonly href: string }[];
  /** Where the links lead. */
  readonly says: string;
}

export interface Glance {
  readonly alerts: readonly Alert[];
  readonly overviews: readonly Overview[];
  readonly absent: Absent | undefined;
}

/** What a nurse has to see before anything else, of what stands on the page and of nothing else. */
export function presentGlance(t: Translate, parts: readonly ReadPart[], absent: Absent | undefined): Glance {
  return {
    alerts: alertsOf(t, parts),
    overviews: [ALLERGIES, MEDICINES].flatMap((columns) => overviewOf(t, parts, columns) ?? []),
    absent: absent === undefined || absent.kinds.length === 0 ? undefined : absent,
  };
}
