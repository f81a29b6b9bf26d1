import { LEVERS, type Category, type LegalMode, type Lever, type Purpose, type Role } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import { ShownBasesDto } from '../../registry/agreement/agreement-answer.dto.js';

export class WorkingAgencyDto {
  readonly code!: string;
  readonly name!: string;
}

export class OwnPartyDto {
  readonly source!: string;
  readonly recipient!: string;
  /** What the recipient relies on in this direction (domain 1.1). */
  readonly bases!: ShownBasesDto | null;
  /** What the resident may do about this direction (domain 1.4). */
  @ApiProperty({ enum: LEVERS })
  readonly right!: Lever;
}

export class OwnAgreementDto {
  readonly id!: string;
  readonly title!: string;
  readonly purpose!: Purpose;
  readonly mode!: LegalMode;
  /** True: the resident may say yes or no to it. False: it is shared without asking them. */
  readonly offered!: boolean;
  readonly parties!: OwnPartyDto[];
  readonly categories!: Category[];
  readonly recipientRoles!: Role[];
  /** Whether records may also be sent to the recipient's system. */
  readonly systemRoles!: boolean;
  /** The longest that a yes may count: whole months, rounded down. Null: without limit, or nothing to say yes to. */
  readonly longestMonths!: number | null;
  readonly longestDays!: number | null;
  /** What the resident may do about all of it: where parties differ, the least that holds for each. */
  @ApiProperty({ enum: LEVERS })
  readonly right!: Lever;
}

export class OwnAgreementsDto {
  readonly asOf!: string;
  /** Who works with the resident today. */
  readonly agencies!: WorkingAgencyDto[];
  readonly items!: OwnAgreementDto[];
}
