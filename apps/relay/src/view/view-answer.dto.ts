import type { Category, LegalMode, LineRefusal, ReasonCode } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import type { JsonText } from '../body/json-text.js';

/** A record as a practitioner sees it: content without what must not leave, and where it comes from. */
export class SeenRecord {
  readonly id!: string;
  readonly source!: string;
  readonly category!: Category;
  readonly version!: number;
  readonly receivedAt!: string;
  @ApiProperty({ type: [String] })
  readonly redacted!: readonly string[];
  @ApiProperty({ type: [String] })
  readonly masked!: readonly string[];
  /** What was received may not be passed on. */
  readonly noOnwardSharing!: boolean;
  /** The resident contests it (UK GDPR Art 18): to be shown beside the content. */
  readonly accuracyDisputed!: boolean;
  /** JSON with the digits that were sent; written out by `writeJson`. */
  @ApiProperty({ type: Object })
  readonly body!: JsonText;
}

/** What was decided of one category from one source. */
export class SeenDecision {
  readonly category!: Category;
  /** The agency that the records come from; null for the asker's own. */
  readonly source!: string | null;
  @ApiProperty({ enum: ['permit', 'deny'] })
  readonly outcome!: 'permit' | 'deny';
  readonly reason!: ReasonCode | LineRefusal;
  readonly rule!: string;
  readonly explain!: string;
  readonly basis!: LegalMode | null;
  readonly agreement!: string | null;
  /** The audit entry of this look. */
  readonly entryId!: string;
}

/** The answer to one look. A denial says which rule and never whether there is anything behind it. */
export class ViewAnswer {
  @ApiProperty({ type: [SeenRecord] })
  readonly records!: SeenRecord[];
  @ApiProperty({ type: [SeenDecision] })
  readonly decisions!: SeenDecision[];
}
