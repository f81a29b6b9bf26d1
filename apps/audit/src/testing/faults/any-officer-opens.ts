import { ReadEntry } from '../../entry/read-entry.js';

/** The fault: what is sealed is opened for whoever is an officer. */
export class AnyOfficerOpens extends ReadEntry {
  protected override mayOpen(): boolean {
    return true;
  }
}
