import type { BenchTown } from './bench-town.js';
import { load } from './load.js';
import type { Round } from './round.js';

const CONNECTIONS = 16;
/** A few connectors at once, each with a batch. */
const CONNECTORS = 4;
/** A view of one category at REACH is decided for each of its three sources under D1: three disclosures. */
const PER_VIEW = 3;

/** A practitioner's view over HTTP: signed in, decided, fenced and recorded each time. */
export async function measureViews(town: BenchTown, seconds: number): Promise<Round> {
  const token = await town.stack.town.token('pell');
  const url = town.viewUrl('pell', 'COC', 'FUNCTION');
  return asDisclosures(await load({ url, token, connections: CONNECTIONS, seconds }), PER_VIEW);
}

/** A connector's opening over HTTP, in a batch as connectors send them. */
export async function measureOpenings(town: BenchTown, seconds: number): Promise<Round> {
  const token = await town.stack.town.token('reach');
  const url = `${town.stack.endpoints.relay}/v1/deliveries/open`;
  const body = (): object => ({ deliveries: town.deliveries });
  const round = await load({ url, token, method: 'POST', body, connections: CONNECTORS, seconds });
  return asDisclosures(round, town.deliveries.length);
}

function asDisclosures(round: Round, each: number): Round {
  const requests = round.perSecond ?? 0;
  return {
    ...round,
    perSecond: requests * each,
    operations: (round.operations ?? 0) * each,
    also: { ...round.also, requestsPerSecond: requests, disclosuresPerRequest: each },
  };
}
