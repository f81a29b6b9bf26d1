import { OfficialEngine, type Bundle, type PolicyEngine } from '#libs/cedar';
import { agree } from './compare-engines.js';
import { Dice } from './generate/dice.js';
import { generateRequest } from './generate/generate-request.js';
import { spoilRequest } from './generate/spoil-request.js';

type Make = (bundle: Bundle) => PolicyEngine;

/** Holds many engines to the official one at once, and remembers which of them were never seen to differ. */
export class CompareAll {
  private readonly caught = new Set<string>();

  constructor(private readonly engines: { readonly [name: string]: Make }) {}

  get uncaught(): string[] {
    return Object.keys(this.engines).filter((name) => !this.caught.has(name));
  }

  compare(bundle: Bundle, { seed, requests }: { seed: number; requests: number }): void {
    const official = new OfficialEngine(bundle);
    const others = this.uncaught.map((name) => ({ name, engine: this.engines[name]?.(bundle) }));
    const dice = new Dice(seed);
    for (let asked = 0; asked < requests; asked += 1) {
      const drawn = generateRequest(dice);
      const request = dice.chance(0.1) ? spoilRequest(dice, drawn) : drawn;
      const answer = official.evaluate(request);
      for (const { name, engine } of others) {
        if (engine && !this.caught.has(name) && !agree(answer, engine.evaluate(request))) this.caught.add(name);
      }
    }
  }
}
