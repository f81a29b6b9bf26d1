import type { Category, ReasonCode } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import { OwnAgreementDto, WorkingAgencyDto } from './own-agreement.dto.js';
import { STANDINGS, type Standing } from './told-agreements.js';

/** What the decision point answers now about one category on its way from one agency to another. */
export class SharingAnswerDto {
  readonly source!: string;
  readonly recipient!: string;
  readonly category!: Category;
  /** Whether anybody there would be let in. It does not tell whether there is a record. */
  readonly shared!: boolean;
  /**
   * Shared: only to somebody there who said, alone, that they care for the resident. Not shared: whoever there says so would
   * be let in.
   */
  readonly byOwnWord!: boolean;
  /** Why not: a reason code, or `withheld`. Null exactly where it is shared. */
  readonly reason!: ReasonCode | 'not-linked' | null;
}

export class OwnSharingItemDto extends OwnAgreementDto {
  @ApiProperty({ enum: STANDINGS })
  readonly standing!: Standing;

  /** In force, and theirs to answer, or shared by those who work with them; false: only what they said is about it. */
  readonly touches!: boolean;

  /** One for each direction and category. */
  @ApiProperty({ type: [SharingAnswerDto] })
  readonly answers!: SharingAnswerDto[];
}

/** What is shared about whoever signed in, and what is not, as the rules decide it at `asOf`. Advice: it must not be kept. */
export class OwnSharingDto {
  readonly asOf!: string;
  /** Null where there was nothing to decide. */
  readonly bundle!: string | null;
  /** Who works with the resident today. */
  readonly agencies!: WorkingAgencyDto[];
  readonly items!: OwnSharingItemDto[];
}
