import { WorkQueue } from '../work.js';

/** The fault: every change brings a sweep and a back-fill of its own, though the first did all that was asked. */
export class EachByItself extends WorkQueue {
  override behind(): Promise<string[]> {
    return Promise.resolve([]);
  }
}
