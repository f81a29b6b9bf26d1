import type { AgreementState, Category, LegalMode, Purpose, Role } from '#libs/domain';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { BY_PARTY, type PartyRole } from './party-roles.js';
import type { SignOffRole } from './sign-off.js';

/** A signature, and whether it is for the terms as they stand. */
export class SignOffDto {
  readonly role!: SignOffRole;
  readonly name!: string;
  readonly signedAt!: string;
  readonly hash!: string;
}

export class ShownBasesDto {
  readonly article6!: string;
  readonly article9!: string | null;
  readonly schedule1!: string | null;
  readonly confidentiality!: string;
}

export class ShownPartyDto {
  readonly source!: string;
  readonly recipient!: string;
  /** What the recipient relies on in this direction (domain 1.1). */
  readonly bases!: ShownBasesDto | null;
}

export class ShownTermsDto {
  readonly title!: string;
  readonly purpose!: Purpose;
  readonly mode!: LegalMode;
  readonly parties!: ShownPartyDto[];
  readonly categories!: Category[];
  readonly recipientRoles!: Role[];
  readonly systemRoles!: boolean;
  readonly redactions!: Record<string, string[]>;
  readonly maxConsentDays!: number | null;
  @ApiProperty(BY_PARTY)
  readonly partyRoles!: Record<string, PartyRole>;
  readonly statutoryGateway!: string | null;
  readonly dpiaRef!: string | null;
  readonly apdRef!: string | null;
  readonly retentionDays!: number | null;
  readonly onwardSharing!: boolean | null;
  readonly securityStandard!: string | null;
  readonly startsAt!: string;
  readonly expiresAt!: string | null;
  readonly reviewAt!: string | null;
}

export class ProposalDto {
  readonly terms!: ShownTermsDto;
  /** The fields by which they allow more than what is in force, or rest on something else. */
  readonly widens!: string[];
  readonly signOffs!: SignOffDto[];
  readonly hash!: string;
  readonly proposedAt!: string;
}

export class AgreementDto extends ShownTermsDto {
  readonly id!: string;
  /** draft, live, under-review, suspended or expired; `expired` also once expiresAt has passed. */
  readonly state!: AgreementState;
  readonly signOffs!: SignOffDto[];
  /** SHA-256 over what is signed: id and terms but for reviewAt, as canonical JSON (RFC 8785). */
  readonly hash!: string;
  readonly version!: number;
  /** What waits to be signed off and made to count; in the answer to reading one agreement and to proposing. */
  readonly proposal?: ProposalDto;
  /** In the answer to a change: from when on it counts everywhere. */
  readonly effectiveAt?: string;
}

export class AgreementPageDto {
  readonly items!: AgreementDto[];
  /** The `after` of the next page; null on the last one. */
  readonly next!: string | null;
}

export class AgreementVersionDto {
  readonly version!: number;
  readonly state!: AgreementState;
  /** The step that made it: conclude, revise, narrow, propose, sign-off, activate, suspend, … */
  readonly change!: string;
  readonly hash!: string;
  readonly changedAt!: string;
}

export class WholeAgreementVersionDto extends AgreementVersionDto {
  readonly terms!: ShownTermsDto;
  readonly signOffs!: SignOffDto[];
}

export class AgreementVersionPageDto {
  readonly items!: AgreementVersionDto[];
  readonly next!: string | null;
}

/** Whatever JSON a field may be, null too. */
const ANY: ApiPropertyOptions = {
  anyOf: [
    { type: 'string', nullable: true },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'object' },
    { type: 'array', items: {} },
  ],
};

export class FieldDifferenceDto {
  readonly field!: string;
  /** As the field stands in either version. */
  @ApiProperty(ANY)
  readonly before!: unknown;
  @ApiProperty(ANY)
  readonly after!: unknown;
  /** Whether this change allows more, or rests on something else; false: it only narrows. */
  readonly widens!: boolean;
}

export class AgreementDifferenceDto {
  readonly from!: number;
  readonly to!: number;
  readonly fields!: FieldDifferenceDto[];
}
