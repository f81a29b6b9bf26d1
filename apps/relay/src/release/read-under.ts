import type { Epochs } from '#libs/domain';
import type { Asked } from './asked.js';

/**
 * What a door read before it asks, and may have kept. It is told only where questions are made of it, and these take the epochs
 * along with them: so nothing is done by it but what the fence compares.
 */
export class ReadUnder<Value> {
  constructor(
    private readonly value: Value,
    private readonly epochs: Epochs,
  ) {}

  ask(questionsOf: (value: Value) => readonly Asked[]): AskedUnder {
    return new AskedUnder(questionsOf(this.value), this.epochs);
  }
}

/** Questions that hold only under these epochs: an item counts when its facts, whose epochs the fence compares, stand under them, too. */
export class AskedUnder {
  constructor(
    readonly asked: readonly Asked[],
    private readonly epochs: Epochs,
  ) {}

  /** Each of the four: whom an id means is the resident's, agreements are the place's, and who signed in is the practitioner's. */
  standsUnder(epochs: Epochs): boolean {
    return (['incarnation', 'place', 'practitioner', 'resident'] as const).every(
      (level) => epochs[level] === this.epochs[level],
    );
  }
}
