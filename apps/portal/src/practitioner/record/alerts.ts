import type { Translate } from '../../words/texts.js';
import { word } from '../../words/words.js';
import { isResource, type ReadPart, type ReadRecord, recordsOf } from './read-parts.js';

export interface Alert {
  readonly says: string;
  /** In the record's own words. */
  readonly what: string;
  readonly agency: string;
  readonly href: string;
}

/** Kinds of which every record that counts now is an alert: it was written for whoever comes next. */
const WHOLE_KINDS: readonly string[] = ['RISKTOSTAFF', 'ADVANCEPLAN', 'CONTINGENCY', 'VULNFLAG'];

/** What can do harm if it is overlooked, of what stands on the page and counts now; the gravest kinds first. */
export function alertsOf(t: Translate, parts: readonly ReadPart[]): Alert[] {
  const records = parts.flatMap(recordsOf);
  const now = records.filter(({ body }) => body.standing === 'now');
  const alert = (key: string, { title, agency, anchor }: ReadRecord): Alert => ({
    says: t(`practitioner.record.glance.alert.${key}`),
    what: title,
    agency,
    href: `#${anchor}`,
  });
  const urgent = now.filter(({ body }) => body.isUrgent);
  return [
    ...urgent.filter((one) => isResource(one, 'AllergyIntolerance')).map((one) => alert('allergy', one)),
    ...urgent.filter((one) => !isResource(one, 'AllergyIntolerance')).map((one) => alert('doNotGive', one)),
    ...now.filter(({ body }) => body.caution === 'modified').map((one) => alert('modified', one)),
    ...now
      .filter(({ seen }) => WHOLE_KINDS.includes(seen.category))
      .map((one) => ({
        says: word(t, 'category', one.seen.category),
        what: one.body.title ?? one.body.rows.map(({ key, value }) => `${key.text}: ${value.text}`).join(' · '),
        agency: one.agency,
        href: `#${one.anchor}`,
      })),
    ...records.filter(({ seen }) => seen.accuracyDisputed).map((one) => alert('disputed', one)),
  ];
}
