import { passesByItself } from '#libs/contracts';
import { RelayApi, type Opening } from '#libs/connector';

/** The fault: a refusal that passes by itself comes under a name that stands, so the connector goes past it. */
export const asStanding = (opening: Opening): Opening =>
  opening.outcome === 'deny' && passesByItself(opening.reason) ? { ...opening, reason: 'default-deny' } : opening;

export class PassingAsStanding extends RelayApi {
  override async open(ids: readonly string[]): Promise<ReadonlyMap<string, Opening>> {
    return new Map([...(await super.open(ids))].map(([id, opening]) => [id, asStanding(opening)]));
  }
}
