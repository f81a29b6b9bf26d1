import { IsString, IsUUID, Matches } from 'class-validator';

export const LINK_CREATED = 'link.created.v1';

/**
 * An agency now knows a resident by a pairwise pseudonym: records waiting for "recipient has not linked this person" may
 * be offered. Published by consent in the linking transaction; at least once, in order per resident.
 */
export class LinkCreated {
  @IsUUID()
  readonly residentId!: string;

  @IsString()
  readonly agency!: string;

  @Matches(/^[a-z2-7]{26}$/)
  readonly pseudonym!: string;
}
