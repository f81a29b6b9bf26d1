import type { ShownPart } from '../present-part.js';

type ShownRecord = ShownPart['sources'][number]['groups'][number]['records'][number];

const each = (part: ShownPart, change: (record: ShownRecord, at: number) => ShownRecord): ShownPart => ({
  ...part,
  sources: part.sources.map((source) => ({
    ...source,
    groups: source.groups.map((group) => ({ ...group, records: group.records.map(change) })),
  })),
});

/** From whom and when: said once, of the first. */
export const provenanceOnce = (part: ShownPart): ShownPart =>
  each(part, (record, at) => (at === 0 ? record : { ...record, provenance: '' }));

/** No record can be named on the phone. */
export const withoutReference = (part: ShownPart): ShownPart => each(part, (record) => ({ ...record, reference: '' }));

/** Takes a warning that some records bear for one that was said for all of them. */
export const saidForAll = (part: ShownPart): ShownPart =>
  each(part, (record) => ({ ...record, warnings: [], hides: undefined }));

/** What is over folds away, whole. */
export const withoutWhatIsOver = (part: ShownPart): ShownPart => ({
  ...part,
  sources: part.sources.map((source) => ({ ...source, groups: source.groups.slice(0, 1) })),
});
