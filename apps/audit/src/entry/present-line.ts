import type { EntryLine, HistoryLine, OwnLine } from './entry.dto.js';
import type { EntryLineRow } from './entry-line.js';

/** Where the reason is withheld, a rule or an agreement would tell it as well as its name (as `tellDecision`). */
export function historyLine(row: EntryLineRow): HistoryLine {
  const withheld = row.reason === 'withheld';
  return {
    id: row.entry_id,
    time: row.time,
    kind: row.kind,
    action: row.action,
    outcome: row.outcome,
    rule: withheld ? 'withheld' : row.rule,
    reason: row.reason,
    purpose: row.purpose,
    categories: row.categories,
    sourceAgency: row.source_agency,
    requesterAgency: row.requester_agency,
    recipientAgency: row.recipient_agency,
    requesterKind: row.requester_kind,
    requesterRoles: row.requester_roles,
    agreement: withheld ? null : row.agreement,
    basis: row.basis,
  };
}

export function ownLine(row: EntryLineRow): OwnLine {
  return { ...historyLine(row), resident: row.resident };
}

export function entryLine(row: EntryLineRow): EntryLine {
  return {
    ...ownLine(row),
    residentId: row.resident_id,
    requesterId: row.requester_id,
    practitionerId: row.practitioner_id,
    disclosureId: row.disclosure_id,
    recordId: row.record_id,
    deliveryId: row.delivery_id,
    index: row.idx === null ? null : Number(row.idx),
  };
}
