import type { Decided } from '../../release/asked.js';
import { type Fetched, FetchRecords, type RecordRow } from '../fetch-records.js';
import { ViewWay } from '../view-way.js';

/** Takes a row for an item's by its source and category, as was enough while a statement was about one resident. */
export class AnyResident extends ViewWay {
  protected override ofItem({ asked: { request } }: Decided, rows: readonly RecordRow[]): RecordRow[] {
    return rows.filter((row) => row.source_agency === request.sourceAgency && row.category === request.category);
  }
}

/** Hands out each row under the next row's resident, as a batch that is put together wrongly would. */
export class SwapsResidents extends FetchRecords {
  override async of(permitted: readonly Decided[], all: readonly Decided[]): Promise<Fetched> {
    const { rows, keys } = await super.of(permitted, all);
    const next = (index: number): RecordRow => rows[(index + 1) % rows.length]!;
    return { keys, rows: rows.map((row, index) => ({ ...row, resident_id: next(index).resident_id })) };
  }
}

/** What makes one newest version of two residents' records that their senders gave the same number. */
export const BY_NUMBER_ALONE = ['r.resident_id, r.source_agency, r.source_id', 'r.source_agency, r.source_id'] as const;
