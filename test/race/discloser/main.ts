/** A discloser process of the race: takes orders from its parent, holds one pool, runs many loops on it. */
import type pg from 'pg';
import { CompiledEngine } from '#libs/cedar';
import { hotPool } from '#libs/persistence';
import { raceBundles } from '../bundles.js';
import { Chance } from './chance.js';
import { DiscloseLoop } from './disclose-loop.js';
import type { DiscloseOrder, Order, Report, Tally } from './orders.js';
import { Release } from './release.js';
import { Wishes } from './wishes.js';

const engines = new Map((await raceBundles()).map((bundle) => [bundle.hash, new CompiledEngine(bundle)]));
const report = (message: Report): void => void process.send!(message);
let stop: () => void = () => undefined;

async function run(order: DiscloseOrder): Promise<void> {
  let stopped = false;
  stop = () => (stopped = true);
  const tally: Tally = { recordedPermits: 0, recordedDenials: 0, moved: 0, gone: 0, offered: 0, errors: {} };
  const pool: pg.Pool = hotPool(order.url, 'race', () => undefined, order.disclosers);
  const release = new Release(pool, engines, order.flaw);
  const loops = Array.from({ length: order.disclosers }, (_, n) => {
    const chance = new Chance(order.seed * 1000 + n);
    const wishes = new Wishes(pool, chance, order.residents, order.largestBatch);
    return new DiscloseLoop(pool, release, wishes, chance, tally).disclose(order.work, () => stopped);
  });
  await Promise.all(loops);
  await pool.end();
  report({ kind: 'tally', tally });
}

process.on('message', (order: Order) => {
  if (order.kind === 'start') void run(order);
  else stop();
});
process.once('disconnect', () => process.exit(0));
report({ kind: 'ready' });
