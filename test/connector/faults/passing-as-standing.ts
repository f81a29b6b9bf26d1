import { PASSING_REFUSALS } from '#libs/contracts';
import { RelayApi, type Opening } from '#libs/connector';

/** The fault: a refusal that passes by itself comes under a name that stands, so the connector goes past it. */
export class PassingAsStanding extends RelayApi {
  override async open(ids: readonly string[]): Promise<ReadonlyMap<string, Opening>> {
    const openings = [...(await super.open(ids))].map(([id, opening]): [string, Opening] => {
      const passing = opening.outcome === 'deny' && PASSING_REFUSALS.some((reason) => reason === opening.reason);
      return [id, passing ? { ...opening, reason: 'default-deny' } : opening];
    });
    return new Map(openings);
  }
}
