import { PolicyConfig } from '../../../config.js';

/** The fault: what names no agency of the place is taken for the demo town's default. */
export class TrustingConfig extends PolicyConfig {
  override get namesDiscreetAgencies(): boolean {
    return false;
  }
}
