import type { ReadUnder } from '../../release/read-under.js';
import { type Arrival, type Arriving, FindArrival, type Found, told } from '../find-arrival.js';

/** Refuses whoever signed in by what was kept of them. */
export class RefusesByKept extends FindArrival {
  protected override byKept(arriving: Arriving, kept: readonly Found[]): ReadUnder<Arrival> {
    return told(arriving, kept);
  }
}

/** Keeps that there is nobody, which no epoch ever ends. */
export class KeepsNobody extends FindArrival {
  protected override isToKeep(): boolean {
    return true;
  }

  protected override byKept(arriving: Arriving, kept: readonly Found[]): ReadUnder<Arrival> {
    return told(arriving, kept);
  }
}

/** Keeps who has one of the names of a token, and that nobody has the other. */
export class KeepsSeveralNames extends FindArrival {
  protected override isToKeep(found: readonly Found[]): boolean {
    return found.some((one) => super.isToKeep([one]));
  }
}
