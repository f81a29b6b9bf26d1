import { ARTICLE_6_POINTS, CONFIDENTIALITY_BASES } from '#libs/domain';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsObject, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { AGENCY_CODE, PLAIN_TEXT } from '../../doors/shapes.js';

/** What one party relies on in one direction (domain 1.1): it belongs to the party, never to the mode. */
export class BasesDto {
  @IsIn(ARTICLE_6_POINTS)
  readonly article6!: string;

  /** The condition for special category data: `9(2)(h)`. */
  @IsOptional()
  @Matches(/^9\(2\)\([a-j]\)$/, { message: 'article9 must be a point such as 9(2)(h)' })
  readonly article9?: string;

  /** The paragraph of DPA 2018 Schedule 1 that goes with it: `Part 1 para 2`. */
  @IsOptional()
  @IsString()
  @Length(1, 60)
  @Matches(PLAIN_TEXT)
  readonly schedule1?: string;

  @IsDefined()
  @IsIn(CONFIDENTIALITY_BASES)
  readonly confidentiality!: string;
}

export class PartyDto {
  @Matches(AGENCY_CODE, { message: 'source must be the code of an agency' })
  readonly source!: string;

  @Matches(AGENCY_CODE, { message: 'recipient must be the code of an agency' })
  readonly recipient!: string;

  /** The recipient's, in this direction; a draft may leave it out. */
  @ApiPropertyOptional({ type: BasesDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => BasesDto)
  readonly bases?: BasesDto;
}
