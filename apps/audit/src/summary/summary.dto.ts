import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInstant } from '#libs/contracts';
import { IsOptional } from 'class-validator';

export const MAX_DAYS = 92;
export const TOP_REASONS = 8;

/** The period; today and the six days before where nothing is said. */
export class SummaryQuery {
  /** From this moment on. */
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsInstant()
  readonly from?: string;

  /** Before this moment. */
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsInstant()
  readonly to?: string;
}

export class OutcomeCounts {
  readonly permitted!: number;
  readonly denied!: number;
}

export class DayCounts {
  @ApiProperty({ format: 'date' })
  readonly date!: string;
  readonly looks!: OutcomeCounts;
  readonly openings!: OutcomeCounts;
}

export class PurposeCounts extends OutcomeCounts {
  readonly purpose!: string;
}

export class ReasonCount {
  readonly reason!: string;
  readonly count!: number;
}

export class SummaryTotals {
  /** Of every kind, decisions and searches too. */
  readonly entries!: number;
  /** Made and denied, of every action: looks, lists, offers, openings. */
  readonly disclosures!: number;
  readonly denials!: number;
  /** Made under VITAL. */
  readonly breakGlass!: number;
  /** Made under a mode that may override a refusal, and no agreement. */
  readonly overrides!: number;
}

/** Of the whole log, which is everybody's. */
export class LogState {
  readonly size!: number;
  /** When its newest checkpoint was signed, and last confirmed unchanged; null before the first. */
  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  readonly signedAt!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  readonly confirmedAt!: string | null;
}

/** The entries of an officer's scope in one period, counted by the words that they were written in: no list of those is closed. */
export class Summary {
  @ApiProperty({ format: 'date-time' })
  readonly from!: string;
  @ApiProperty({ format: 'date-time' })
  readonly to!: string;
  readonly timeZone!: string;
  /** Every day of the period, also those on which nothing happened. */
  @ApiProperty({ type: [DayCounts] })
  readonly days!: DayCounts[];
  /** Looks and openings; the most frequent first. */
  @ApiProperty({ type: [PurposeCounts] })
  readonly purposes!: PurposeCounts[];
  /** Of denied disclosures, the most frequent first. */
  @ApiProperty({ type: [ReasonCount] })
  readonly denials!: ReasonCount[];
  readonly totals!: SummaryTotals;
  readonly log!: LogState;
}
