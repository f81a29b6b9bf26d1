import { ApiProperty } from '@nestjs/swagger';

/** Something that a privacy officer should look at: the entry of the disclosure that raised it, and nothing of anybody. */
export class AlertView {
  readonly id!: string;
  readonly disclosureId!: string;
  readonly entryId!: string;
  readonly raisedAt!: string;
}

export class AlertPage {
  @ApiProperty({ type: [AlertView] })
  readonly notices!: AlertView[];
  /** Where to go on; the same as `after` when there is nothing new. */
  readonly next!: string;
}
