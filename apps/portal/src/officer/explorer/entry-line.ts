import type { audit } from '#libs/client';

/** One entry as an officer's list shows it. */
export type EntryLine = audit.EntryLine;
/** What a list of entries may be narrowed by. */
export type EntryQuery = audit.operations['entryList']['parameters']['query'];

const isOfficers = (page: audit.EntryPage | audit.OwnPage): page is audit.EntryPage =>
  page.items.every((line) => 'requesterId' in line);

/** The same address answers a practitioner with less: only an officer's token leads to an officer's page. */
export function asOfficersRead(page: audit.EntryPage | audit.OwnPage): audit.EntryPage {
  if (!isOfficers(page)) throw new Error('not what an officer is answered');
  return page;
}

/** One entry whole, as `asOfficersRead` has it of lists. */
export function asOfficerReads(entry: audit.EntryRead | audit.OwnLine | audit.HistoryLine): audit.EntryRead {
  if (!('detailState' in entry)) throw new Error('not what an officer is answered');
  return entry;
}
