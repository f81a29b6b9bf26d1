import type { LegalMode, Purpose } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import type { DeliveryState } from '../offered/delivery-reader.js';

/**
 * What a sender may know of one delivery of its own record: refused with reason, not delivered, waiting, opened at, or ended.
 * `others`: an agency that it may not know of. Reasons are kept, perhaps by another release: no closed list.
 */
export class DeliveryStateView {
  readonly agency!: string;
  readonly purpose!: Purpose;
  readonly state!: DeliveryState | 'not-delivered';
  readonly reason!: string | null;
  readonly basis!: LegalMode | null;
  readonly offeredAt!: string;
  readonly openedAt!: string | null;
}

export class DeliveryStates {
  @ApiProperty({ type: [DeliveryStateView] })
  readonly deliveries!: DeliveryStateView[];
}
