import { DeliveryReader, type DeliveryRow } from '../../offered/delivery-reader.js';

/** The fault: a sweep sees the oldest thousand of a resident's living deliveries, and no more come. */
export class FirstThousand extends DeliveryReader {
  override async alive(residentId: string, after: string): Promise<DeliveryRow[]> {
    return after === '0' ? super.alive(residentId, after, 1_000) : [];
  }
}
