import { IsUUID } from 'class-validator';
import { ChangeOfResident } from './change.dto.js';

export const RESIDENT_JOINED = 'resident.joined.v1';

/**
 * A provisional person turned out to be a resident, and is nobody of their own any more: what is kept under them moves over.
 * Published by consent in the joining transaction, in the order of the one who was provisional; at least once.
 */
export class ResidentJoined extends ChangeOfResident {
  /** Who they are. */
  @IsUUID()
  readonly into!: string;
}
