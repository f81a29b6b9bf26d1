import { CATEGORIES, type Category, type Purpose, PURPOSES } from '#libs/domain';
import { applyDecorators } from '@nestjs/common';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateIf,
} from 'class-validator';
import { Instant } from '../input/instant.js';
import { CHANNELS, type Channel } from './directive.row.js';

const List = (most: number): PropertyDecorator =>
  applyDecorators(IsOptional(), IsArray(), ArrayMinSize(1), ArrayMaxSize(most), ArrayUnique()) as PropertyDecorator;
const Agencies = (): PropertyDecorator =>
  applyDecorators(List(50), Matches(/^[A-Z0-9-]{2,20}$/, { each: true })) as PropertyDecorator;

/** One instruction: recorded whole or refused whole, since a part of what was said is another instruction. */
class ScopeBody {
  /** Agencies whose records it is about; null or left out: all. */
  @Agencies()
  readonly sources?: string[] | null;

  /** Agencies that it lets or does not let receive; null or left out: all. */
  @Agencies()
  readonly recipients?: string[] | null;

  @List(CATEGORIES.length)
  @IsIn(CATEGORIES, { each: true })
  readonly categories?: Category[] | null;

  @List(PURPOSES.length)
  @IsIn(PURPOSES, { each: true })
  readonly purposes?: Purpose[] | null;

  /** When it ends by itself. A consent never outlasts what its agreement allows. */
  @IsOptional()
  @Instant()
  readonly expiresAt?: Date | null;
}

export const INSTRUCTIONS = ['give', 'refuse', 'object'] as const;

/** What a resident says: `give` (their own sign-in only), `refuse`, or `object`. */
export class DirectiveBody extends ScopeBody {
  @IsIn(INSTRUCTIONS)
  readonly instruction!: (typeof INSTRUCTIONS)[number];

  /** Under this agreement only. */
  @ValidateIf((body: DirectiveBody) => body.agreement !== undefined && body.agreement !== null)
  @Matches(/^[A-Za-z0-9-]{1,40}$/)
  readonly agreement?: string | null;

  /**
   * Of an objection: whether sharing meanwhile may do high harm. It then bars until it is decided, and so does one that does
   * not say: stopping is easier than granting (domain 1.15).
   */
  @ValidateIf((body: DirectiveBody) => body.highHarm !== undefined)
  @IsBoolean()
  readonly highHarm?: boolean;

  /** How the resident told whoever records it; staff always say. */
  @IsOptional()
  @IsIn(CHANNELS)
  readonly channel?: Channel;
}

/** What to change; a part left out stays, null means all. */
export class AmendmentBody extends ScopeBody {}

/** Whom the caller means, as they know them: a directive of anybody else is not found. Whoever stops for another person says it. */
export class AboutQuery {
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly resident?: string;
}
