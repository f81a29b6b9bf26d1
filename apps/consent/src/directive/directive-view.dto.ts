import type { Category, DirectiveStatus, Purpose } from '#libs/domain';
import type { Channel, DirectiveRow } from './directive.row.js';
import type { NewVersion } from './directive-store.js';
import type { Recorded } from './record-directive.js';
import { isUntold } from './shown-directives.js';

/** A directive in force. In its scope, null means all. */
export class DirectiveView {
  readonly id!: string;
  readonly version!: number;
  /** A DPV consent status, or `Objected`. What has passed its end reads `ConsentExpired`; a withdrawal never lapses. */
  readonly status!: DirectiveStatus;
  readonly sources!: string[] | null;
  readonly recipients!: string[] | null;
  readonly categories!: Category[] | null;
  readonly purposes!: Purpose[] | null;
  readonly agreement!: string | null;
  readonly startsAt!: string;
  readonly expiresAt!: string | null;
  readonly channel!: Channel;
}

export class DirectiveListItem extends DirectiveView {
  readonly recordedAt!: string;
  /** When it came to count no more: something newer replaced it, or it was taken back or declined. Null while it is in force. */
  readonly supersededAt!: string | null;
}

/** A directive as recorded, of its scope what the caller may be shown: a part of which that is nothing is an empty list. */
export class RecordedDirective extends DirectiveView {
  /** From this moment no disclosure commits against it (RFC 3339, microseconds). */
  readonly effectiveAt!: string;
}

/** A refusal or objection that its resident took back. */
export class LiftedDirective {
  readonly id!: string;
  /** From this moment it stops nothing any more (RFC 3339, microseconds). */
  readonly effectiveAt!: string;
}

export class DirectivePage {
  readonly items!: DirectiveListItem[];
  /** For `after`, or null on the last page. */
  readonly next!: string | null;
}

export function directiveView(row: NewVersion, now?: Date): DirectiveView {
  const { id, version, sources, recipients, categories, purposes, agreement, startsAt, expiresAt, channel } = row;
  const lapses = row.status !== 'ConsentWithdrawn' && expiresAt !== null;
  const expired = lapses && now !== undefined && expiresAt <= now;
  return {
    id,
    version,
    status: expired ? 'ConsentExpired' : row.status,
    sources,
    recipients,
    categories,
    purposes,
    agreement,
    startsAt: startsAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    channel,
  };
}

export function listItem(row: DirectiveRow, now: Date): DirectiveListItem {
  const { recordedAt, supersededAt } = row;
  return {
    ...directiveView(row, supersededAt ?? now),
    ...{ recordedAt: recordedAt.toISOString(), supersededAt: supersededAt?.toISOString() ?? null },
  };
}

export function recordedDirective({ directive, effectiveAt }: Recorded): RecordedDirective {
  const view = { ...directiveView(directive), effectiveAt };
  // Of what they are shown nothing of, no times of its own are told either.
  return isUntold(directive) ? { ...view, startsAt: new Date(effectiveAt).toISOString(), expiresAt: null } : view;
}
