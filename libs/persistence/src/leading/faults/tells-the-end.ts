import { MoveWhatStands } from '../move-what-stands.js';

/** What stood here before: hours of moving, and a line when nobody waits for it any more. */
export class TellsTheEnd extends MoveWhatStands {
  protected override async tellHowFar(left: 'more' | 'waits' | 'done'): Promise<void> {
    if (left === 'done') await super.tellHowFar(left);
  }
}
