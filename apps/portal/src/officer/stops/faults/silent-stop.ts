import { Redirect } from '../../../shell/page.js';
import { AgreementStopJourney } from '../agreement-stop.journey.js';

/** Seeded: a stop leads to its page, and nothing there tells that it was taken. */
export class SilentStop extends AgreementStopJourney {
  override readonly path = 'officer/silent/agreements/:id/stop';

  constructor() {
    super('stop');
  }

  protected override led(to: string): Redirect {
    return new Redirect(to);
  }
}
