import { LaterNotes } from '#libs/http';

/** The fault: what cannot be noted takes the place of what happened. */
export class HastyNotes extends LaterNotes {
  override write(_what: string, note: () => Promise<void>): Promise<void> {
    return note();
  }
}
