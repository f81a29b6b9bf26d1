import { randomUUID } from 'node:crypto';
import type { relay } from '#libs/client';
import type { Category, Purpose } from '#libs/domain';
import { until } from '../demo/until.js';
import { inParallel } from '../town/in-parallel.js';
import { readTown } from '../town/town-data.js';
import { untilIdle, type OwnStack } from './own-stack.js';

const OTHERS = 64;
/** Records of one request. */
const AT_ONCE = 100;

/** Who and what the measures are about: Margaret between hospital, reablement service and landlord. */
export class BenchTown {
  private constructor(
    readonly stack: OwnStack,
    /** Margaret's pseudonym by who asks. */
    private readonly names: ReadonlyMap<string, string>,
    /** Many at adult social care whom nobody else has to do with: what is posted about them is offered to nobody. */
    readonly others: readonly string[],
    /** Deliveries of hers that REACH may open, again and again. */
    readonly deliveries: readonly string[],
  ) {}

  static async prepare(stack: OwnStack, deliveries: number): Promise<BenchTown> {
    const names = new Map<string, string>();
    for (const as of ['nm-acute', 'pell', 'varga']) names.set(as, await lookUp(stack, as, 'margaret'));
    const others = await inParallel([...Array(OTHERS).keys()], 8, (at) => bringIn(stack, at));
    const resident = names.get('nm-acute')!;
    const acute = stack.town.as('nm-acute');
    const categories: Category[] = ['FUNCTION', ...Array.from({ length: deliveries }, () => 'DISCHARGE' as const)];
    for (let at = 0; at < categories.length; at += AT_ONCE) {
      const records = categories.slice(at, at + AT_ONCE).map((category) => newRecord(resident, category));
      await acute.post('/api/relay/v1/records/batch', { body: { records } });
    }
    await untilIdle(stack.database);
    const ids = await until('REACH is offered what it will open', async () => {
      const listed = await deliveriesOf(stack, 'reach');
      return listed.length >= deliveries ? listed : undefined;
    });
    return new BenchTown(stack, names, others, ids.slice(0, deliveries));
  }

  margaret(as: string): string {
    return this.names.get(as)!;
  }

  /** A view of hers at the relay itself: the edge counts requests of one address and would stop a flood. */
  viewUrl(as: string, purpose: Purpose, category: Category): string {
    return `${this.stack.endpoints.relay}/v1/residents/${this.margaret(as)}/records?purpose=${purpose}&category=${category}`;
  }
}

/** One resident is the unit of order, so a rate is measured over many. */
async function bringIn(stack: OwnStack, at: number): Promise<string> {
  const birthDate = new Date(Date.UTC(1950, 0, 1 + at)).toISOString().slice(0, 10);
  const person = { familyName: 'Bench', givenName: 'Synthetic', birthDate, postcode: 'ZZ99 9ZZ' };
  const own = { localId: `bench-${at}`, uprn: String(990_000_100_000 + at) };
  const body = { ...person, ...own };
  return (await stack.town.as('nm-asc').post('/api/consent/v1/residents', { body })).id;
}

async function deliveriesOf({ town }: OwnStack, as: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after = ''; ;) {
    const { deliveries, next } = await town.as(as).get('/api/relay/v1/deliveries', { query: { limit: 200, after } });
    if (deliveries.length === 0) return ids;
    ids.push(...deliveries.map(({ id }) => id));
    after = next;
  }
}

async function lookUp(stack: OwnStack, as: string, key: string): Promise<string> {
  const { familyName, birthDate, postcode } = readTown().residents.find((resident) => resident.key === key)!;
  const body = { familyName, birthDate, postcode };
  const found = await stack.town.as(as).post('/api/consent/v1/residents/lookup', { body });
  return found.resident!.id;
}

export function newRecord(resident: string, category: Category): relay.RecordUpdateDto {
  const body = { heading: 'Bench', note: 'x'.repeat(300) };
  return { resident, sourceId: randomUUID(), sourceVersion: 1, category, body };
}
