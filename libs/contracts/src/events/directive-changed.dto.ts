import { IsIn, IsUUID } from 'class-validator';
import { ChangeOfResident } from './change.dto.js';

export const DIRECTIVE_CHANGED = 'directive.changed.v1';
export const DIRECTIVE_CHANGES = [
  'given',
  'refused',
  'objected',
  'amended',
  'withdrawn',
  'lifted',
  'restricted',
  'restriction-lifted',
  'upheld',
  'declined',
  'shielded',
  'shield-lift-requested',
  'shield-lifted',
  'shield-allowed',
  'shield-allowance-ended',
  'opted-out',
  'opt-out-ended',
  'capacity-assessed',
  'best-interests-decided',
  'best-interests-ended',
  'reconciled',
] as const;
export type DirectiveChange = (typeof DIRECTIVE_CHANGES)[number];

/**
 * Something a resident said, or another circumstance that decisions read (a restriction, a shield, an opt-out, capacity),
 * changed and is already in force: the fence moved in the same transaction. Listeners recall, destroy keys or back-fill; none of them is needed for the stop itself.
 * Published by consent, keyed and streamed by the resident's internal id; delivered at least once, in order per resident.
 */
export class DirectiveChanged extends ChangeOfResident {
  /** The directive, or the restriction, shield, allowance, opt-out, assessment or decision that the change is about. */
  @IsUUID()
  readonly directiveId!: string;

  @IsIn(DIRECTIVE_CHANGES)
  readonly change!: DirectiveChange;
}
