import { ApiProperty } from '@nestjs/swagger';

/**
 * What a sender may know of one delivery of its own record: refused with reason, not delivered, waiting, opened at, or ended.
 * `others`: an agency that it may not know of.
 */
export class DeliveryStateView {
  readonly agency!: string;
  readonly purpose!: string;
  readonly state!: string;
  readonly reason!: string | null;
  readonly basis!: string | null;
  readonly offeredAt!: string;
  readonly openedAt!: string | null;
}

export class DeliveryStates {
  @ApiProperty({ type: [DeliveryStateView] })
  readonly deliveries!: DeliveryStateView[];
}
