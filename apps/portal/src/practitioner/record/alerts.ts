import type { Translate } from '../../words/texts.js';
import { word } from '../../words/words.js';
import type { AlertKey } from './kind.js';
import { type ReadPart, type ReadRecord, recordsOf } from './read-parts.js';

export interface Alert {
  readonly says: string;
  /** In the record's own words. */
  readonly what: string;
  readonly agency: string;
  readonly href: string;
}

/** Kinds of which every record that counts now is an alert: it was written for whoever comes next. */
const WHOLE_KINDS: readonly string[] = ['RISKTOSTAFF', 'ADVANCEPLAN', 'CONTINGENCY', 'VULNFLAG'];

/** The gravest first. */
const URGENT: readonly AlertKey[] = ['allergy', 'allergyUnclear', 'doNotGive', 'notSafe'];

/** What can do harm if it is overlooked, of what stands on the page and is not over; the gravest kinds first. */
export function alertsOf(t: Translate, parts: readonly ReadPart[]): Alert[] {
  const records = parts.flatMap(recordsOf);
  const open = records.filter(({ body }) => body.standing !== 'over');
  const alert = (key: string, { title, body, agency, anchor }: ReadRecord): Alert => ({
    says: t(`practitioner.record.glance.alert.${key}`),
    // Not where to call, but that it is not safe.
    what: (key === 'notSafe' && body.rows.find(({ label }) => label === 'warning')?.value.text) || title,
    agency,
    href: `#${anchor}`,
  });
  return [
    ...URGENT.flatMap((key) => open.filter(({ body }) => body.alert === key).map((one) => alert(key, one))),
    ...open.filter(({ body }) => body.caution === 'modified').map((one) => alert('modified', one)),
    ...open
      .filter(({ seen }) => WHOLE_KINDS.includes(seen.category))
      .map((one) => ({
        says: word(t, 'category', one.seen.category),
        what: one.body.title ?? one.body.rows.map(({ key, value }) => `${key.text}: ${value.text}`).join(' · '),
        agency: one.agency,
        href: `#${one.anchor}`,
      })),
    // Of a Bundle the whole is disputed: once.
    ...records
      .filter(({ seen }, at) => seen.accuracyDisputed && records.findIndex((one) => one.seen === seen) === at)
      .map((one) => alert('disputed', one)),
  ];
}
