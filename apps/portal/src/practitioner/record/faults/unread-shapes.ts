import type { ReadPart, ReadRecord } from '../read-parts.js';

const each = (parts: readonly ReadPart[], change: (record: ReadRecord) => ReadRecord): ReadPart[] =>
  parts.map((part) => ({
    ...part,
    sources: part.sources.map((source) => ({ ...source, records: source.records.map(change) })),
  }));

/** A plain body is titled by its heading, whatever it is about: two medicines read alike. */
export const headingsAlone = (parts: readonly ReadPart[]): ReadPart[] =>
  each(parts, (record) => {
    const { heading } = record.seen.body;
    return typeof heading === 'string' ? { ...record, title: heading } : record;
  });

/** A plain body counts now, whatever its state says, and none of them is urgent. */
export const statesUnread = (parts: readonly ReadPart[]): ReadPart[] =>
  each(parts, (record) => ({
    ...record,
    body: { ...record.body, standing: 'now', isUrgent: false, alert: undefined },
  }));

/** Whatever has ended counts as it once did: an old flag is an alert like a new one. */
export const endsUnread = (parts: readonly ReadPart[]): ReadPart[] =>
  each(parts, (record) => ({ ...record, body: { ...record.body, standing: 'now' } }));
