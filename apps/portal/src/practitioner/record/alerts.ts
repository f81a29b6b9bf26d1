import type { Translate } from '../../words/texts.js';
import { word } from '../../words/words.js';
import type { AlertKey } from './kind.js';
import { WHOLE_KINDS } from './standing.js';
import { type ReadPart, type ReadRecord, recordsOf } from './read-parts.js';

export interface Alert {
  readonly says: string;
  /** In the record's own words. */
  readonly what: string;
  readonly agency: string;
  readonly href: string;
}

/** The gravest first. */
const URGENT: readonly AlertKey[] = ['allergy', 'allergyUnclear', 'doNotGive', 'notSafe'];

/** What can do harm if it is overlooked, of what stands on the page and is not over; the gravest kinds first. */
export function alertsOf(t: Translate, parts: readonly ReadPart[]): Alert[] {
  const records = parts.flatMap(recordsOf);
  const open = records.filter(({ body }) => body.standing !== 'over');
  const saying = (says: string, what: string, { body, agency, anchor }: ReadRecord): Alert => ({
    says,
    what: body.caution === 'ended' ? t('practitioner.record.glance.saysEnded', { what }) : what,
    agency,
    href: `#${anchor}`,
  });
  const alert = (key: string, record: ReadRecord): Alert => {
    // Not where to call, but that it is not safe.
    const unsafe = key === 'notSafe' && record.body.rows.find(({ label }) => label === 'warning')?.value.text;
    return saying(t(`practitioner.record.glance.alert.${key}`), unsafe || record.title, record);
  };
  return [
    ...URGENT.flatMap((key) => open.filter(({ body }) => body.alert === key).map((one) => alert(key, one))),
    ...open.filter(({ body }) => body.caution === 'modified').map((one) => alert('modified', one)),
    ...open
      .filter(({ seen }) => WHOLE_KINDS.includes(seen.category))
      .map((one) => saying(word(t, 'category', one.seen.category), contentOf(one), one)),
    // Of a Bundle the whole is disputed: once.
    ...records
      .filter(({ seen }, at) => seen.accuracyDisputed && records.findIndex((one) => one.seen === seen) === at)
      .map((one) => alert('disputed', one)),
  ];
}

/** As much of a record as one reads in passing. */
const IN_PASSING = 160;

/** What a record says, not its heading alone: as many of its fields as one reads in passing; the rest is where the link leads. */
function contentOf({ body, title }: ReadRecord): string {
  const texts = [
    ...(body.title === undefined ? [] : [title]),
    ...body.rows.map(({ key, value }) => `${key.text}: ${value.text}`),
  ];
  const ends = texts.map((_text, at) => texts.slice(0, at + 1).join(' · ').length);
  const count = Math.max(body.title === undefined ? 1 : 2, ends.filter((end) => end <= IN_PASSING).length);
  return [...texts.slice(0, count), ...(texts.length > count ? ['…'] : [])].join(' · ') || title;
}
