import type { Decision } from '#libs/domain';
import type { ExpectedDuties, OracleAnswer } from './answer.js';

function dutyDifference(duties: ExpectedDuties, { obligations }: Decision): string | null {
  const redact = [...obligations.redact].sort().join(' ');
  if (redact !== duties.redact.join(' ')) return `redact ${duties.redact.join(' ')}, seen ${redact}`;
  if (duties.notify && !obligations.notify) return 'no notice';
  if (duties.deferNotice && !obligations.deferNotice) return 'notice not deferred';
  if (duties.noOnwardSharing && !obligations.noOnwardSharing) return 'onward sharing not forbidden';
  if (duties.alert !== null && duties.alert !== obligations.alert) return `alert ${String(obligations.alert)}`;
  if (duties.hideLocation !== null && duties.hideLocation !== obligations.hideLocation)
    return `hide location ${String(obligations.hideLocation)}`;
  return duties.accuracyDisputed === obligations.accuracyDisputed
    ? null
    : `disputed ${String(obligations.accuracyDisputed)}`;
}

function basisDifference(answer: OracleAnswer & { outcome: 'permit' }, seen: Decision): string | null {
  if (answer.bases === null) return null;
  if (seen.basis === null || !answer.bases.includes(seen.basis)) {
    return `basis ${answer.bases.join('|')}, seen ${seen.basis ?? 'none'}`;
  }
  return seen.agreement === answer.agreement
    ? null
    : `under ${answer.agreement ?? 'none'}, seen ${seen.agreement ?? 'none'}`;
}

/** How a decision departs from what the oracle says, in a word; null where it does not, or where the page is open. */
export function differenceFrom(answer: OracleAnswer, seen: Decision): string | null {
  if (answer.outcome === 'open') return null;
  if (answer.outcome !== seen.outcome) return `${answer.outcome}, seen ${seen.outcome} ${seen.reason}`;
  if (answer.outcome === 'permit') {
    return basisDifference(answer, seen) ?? (answer.duties && dutyDifference(answer.duties, seen));
  }
  return answer.reasons === null || answer.reasons.includes(seen.reason)
    ? null
    : `${answer.reasons.join('|')}, seen ${seen.reason}`;
}
