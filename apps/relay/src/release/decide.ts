import { Injectable } from '@nestjs/common';
import type { Facts } from '#libs/domain';
import { decide } from '#libs/pdp';
import { BundleInForce } from './bundle-in-force.js';
import type { Asked, Decided } from './asked.js';

/** Every item's decision, by the bundle that its own facts name: never by the one that this process happened to start with. */
@Injectable()
export class Decide {
  constructor(private readonly bundles: BundleInForce) {}

  async run(asked: readonly Asked[], facts: readonly Facts[]): Promise<Decided[]> {
    const engine = await this.bundles.engineFor(facts[0]?.bundle ?? null);
    return asked.map((item, index) => ({ asked: item, facts: facts[index]!, decision: decide(item.request, facts[index]!, engine) }));
  }
}
