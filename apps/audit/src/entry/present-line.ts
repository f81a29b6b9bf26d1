import type { EntryLine, HistoryLine } from './entry.dto.js';
import type { EntryLineRow } from './entry-line.js';

export function historyLine(row: EntryLineRow): HistoryLine {
  return {
    id: row.entry_id,
    time: row.time,
    kind: row.kind,
    action: row.action,
    outcome: row.outcome,
    rule: row.rule,
    purpose: row.purpose,
    categories: row.categories,
    sourceAgency: row.source_agency,
    requesterAgency: row.requester_agency,
    recipientAgency: row.recipient_agency,
    agreement: row.agreement,
    basis: row.basis,
  };
}

export function entryLine(row: EntryLineRow): EntryLine {
  return {
    ...historyLine(row),
    residentId: row.resident_id,
    requesterId: row.requester_id,
    practitionerId: row.practitioner_id,
    disclosureId: row.disclosure_id,
    recordId: row.record_id,
    deliveryId: row.delivery_id,
    index: row.idx === null ? null : Number(row.idx),
  };
}
