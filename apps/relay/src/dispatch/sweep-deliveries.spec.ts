import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BundleEngines } from '#libs/pdp';
import { hotPool } from '#libs/persistence';
import { createLog } from '#libs/telemetry';
import type pg from 'pg';
import { DeliveryReader, type DeliveryRow } from '../offered/delivery-reader.js';
import { SaidSince } from '../loss/said-since.js';
import { Decide } from '../release/decide.js';
import { GatherFacts } from '../release/gather-facts.js';
import { ReleaseLine } from '../release/release-line.js';
import { eventually, RelayCaller } from '../testing/relay-caller.js';
import { startSmallPlace, type SmallPlace } from '../testing/small-place.js';
import { FirstThousand } from './faults/first-thousand.js';
import { SWEEP_PAGE, SweepDeliveries } from './sweep-deliveries.js';
import type { Work } from './work.js';

/** Of direct care, older than all of HARBOUR's: what a look at the oldest thousand alone would have taken for everything. */
const OF_REACH = 1_000;
const OF_HARBOUR = 260;

let place: SmallPlace;
let at: RelayCaller;
let pool: pg.Pool;
beforeAll(async () => {
  place = await startSmallPlace();
  at = new RelayCaller(place);
  pool = hotPool(place.database.urlFor('relay_app'), 'sweep-spec', () => undefined, 4);
});
afterAll(async () => {
  await pool.end();
  await place.stop();
});

/** Living deliveries that were offered under what stands now, every other one opened. */
async function lay(agency: string, category: string, purpose: string, agreement: string, count: number): Promise<void> {
  await place.admin.query(
    `WITH records AS (
       INSERT INTO relay.record (id, resident_id, source_agency, source_id, source_version, category, sealed_body, body_hash)
       SELECT gen_random_uuid(), $1, 'NM-ASC', gen_random_uuid(), 1, $3, 'x', 'x' FROM generate_series(1, $6::int) RETURNING id)
     INSERT INTO relay.delivery (id, record_id, resident_id, agency, purpose, category, stream, seq, agreement, state,
         wrapped_key, resident_epoch, opened_at)
     SELECT gen_random_uuid(), r.id, $1, $2, $4, $3, gen_random_uuid(), 1, $5, CASE n % 2 WHEN 0 THEN 'opened' ELSE 'offered' END,
       'x', e.resident, CASE n % 2 WHEN 0 THEN fence.domain_now() END
     FROM (SELECT id, row_number() OVER () AS n FROM records) r CROSS JOIN fence.epochs_v1('', $1) AS e`,
    [place.resident, agency, category, purpose, agreement, count],
  );
}

interface Left {
  agency: string;
  alive: number;
  keys: number;
  recalls: number;
}

async function left(): Promise<Left[]> {
  const { rows } = await place.admin.query<Left>(
    `SELECT d.agency, count(*) FILTER (WHERE d.state IN ('offered', 'opened'))::int AS alive, count(d.wrapped_key)::int AS keys,
       count(r.id)::int AS recalls
     FROM relay.delivery d LEFT JOIN relay.recall r ON r.delivery_id = d.id WHERE d.stream NOT LIKE '%:%'
     GROUP BY 1 ORDER BY 1`,
  );
  return rows;
}

function sweepWith(reader: DeliveryReader): SweepDeliveries {
  const log = createLog({ app: 'sweep-spec', level: 'silent' });
  const decide = new Decide(new BundleEngines(pool, 'compiled'), log);
  const line = new ReleaseLine(new GatherFacts({ pool }, undefined as never), decide, undefined as never);
  return new SweepDeliveries(reader, line, new SaidSince({ pool }), { pool });
}

/** A process that dies when it asks for its third page of HARBOUR's deliveries, behind all of REACH's. */
class DiesOnTheWay extends DeliveryReader {
  private pages = 0;

  override async alive(residentId: string, after: string, limit: number): Promise<DeliveryRow[]> {
    if (++this.pages > OF_REACH / SWEEP_PAGE + 2) throw new Error('killed');
    return super.alive(residentId, after, limit);
  }
}

const work = (): Work => ({ id: '0', residentId: place.resident, kind: 'sweep', recordId: null, attempts: 0 });
const never = (): boolean => false;
const REACHED = { agency: 'REACH', alive: OF_REACH, keys: OF_REACH, recalls: 0 };
const OVER = { agency: 'HARBOUR', alive: 0, keys: 0, recalls: OF_HARBOUR / 2 };

describe('a resident with more living deliveries than a page holds withdraws', () => {
  it('and the relay dies on the way, and she agrees anew: every key is destroyed, each opened one recalled, none opens', async () => {
    const given = await at.say('ConsentGiven', 'HARBOUR', ['FUNCTION']);
    await lay('REACH', 'MEDS', 'COC', 'D1', OF_REACH);
    await lay('HARBOUR', 'FUNCTION', 'HOUSADAPT', 'D2', OF_HARBOUR);
    await at.takeBack(given);
    const dying = sweepWith(new DiesOnTheWay({ pool })).sweep(work(), never);
    await expect(dying).rejects.toThrow('killed');
    const [harbour] = await left();
    expect(harbour!.alive).toBe(OF_HARBOUR - 2 * SWEEP_PAGE);

    const anew = await at.say('ConsentGiven', 'HARBOUR', ['FUNCTION']);
    const { rows } = await place.admin.query<{ id: string }>(
      `SELECT id FROM relay.delivery WHERE agency = 'HARBOUR' AND state IN ('offered', 'opened') LIMIT 20`,
    );
    const survivors = rows.map(({ id }) => id);
    const openings = await at.open('HARBOUR', survivors);
    expect(new Set(openings.map(({ outcome, reason }) => `${outcome} ${reason}`))).toEqual(new Set(['deny gone']));

    await at.announce('withdrawn', given);
    await at.announce('given', anew);
    expect(await eventually(left, ([first]) => first!.alive === 0)).toEqual([OVER, REACHED]);
  });

  it('stops between two pages when it is told to, and its work is still owed', async () => {
    expect(await sweepWith(new DeliveryReader({ pool })).sweep(work(), () => true)).toBe(false);
  });

  it('would be forgotten behind a thousand others by a sweep of one page', async () => {
    const given = await at.say('ConsentGiven', 'HARBOUR', ['EQUIPMENT']);
    await lay('HARBOUR', 'EQUIPMENT', 'HOUSADAPT', 'D2', 20);
    await at.takeBack(given);
    expect(await sweepWith(new FirstThousand({ pool })).sweep(work(), never)).toBe(true);
    expect((await left())[0]).toMatchObject({ alive: 20, keys: 20 });
    expect(await sweepWith(new DeliveryReader({ pool })).sweep(work(), never)).toBe(true);
    expect((await left())[0]).toMatchObject({ alive: 0, keys: 0 });
  });

  it('calls back what a yes let go that was changed, and nothing of the rest', async () => {
    await place.admin.query(`DELETE FROM relay.recall`);
    await place.admin.query(`DELETE FROM relay.delivery`);
    const given = await at.say('ConsentGiven', 'HARBOUR', ['FUNCTION', 'DEMOG']);
    await lay('HARBOUR', 'FUNCTION', 'HOUSADAPT', 'D2', 4);
    await lay('HARBOUR', 'DEMOG', 'HOUSADAPT', 'D2', 6);
    await at.narrow(given, ['FUNCTION']);
    expect(await sweepWith(new DeliveryReader({ pool })).sweep(work(), never)).toBe(true);
    expect(await left()).toEqual([{ agency: 'HARBOUR', alive: 4, keys: 4, recalls: 3 }]);
    const { rows } = await place.admin.query(
      'SELECT DISTINCT category, reason FROM relay.delivery WHERE wrapped_key IS NULL AND stream NOT LIKE $1',
      ['%:%'],
    );
    expect(rows).toEqual([{ category: 'DEMOG', reason: 'withdrawn' }]);
  });
});
