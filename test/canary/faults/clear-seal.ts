import { SessionSeal } from '../../../apps/portal/src/session/session-seal.js';
import type { SessionContent } from '../../../apps/portal/src/session/session.js';

/** Seeded fault: a seal that seals nothing, so that sessions stand in the database as they are. */
export class ClearSeal extends SessionSeal {
  constructor() {
    super(Buffer.alloc(32));
  }

  override seal(content: SessionContent): Buffer {
    return Buffer.from(JSON.stringify(content));
  }
}
