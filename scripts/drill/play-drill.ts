import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../demo/until.js';
import type { Recovered } from '../recover/recover-database.js';
import type { DrillTown, Look } from './drill-town.js';

export interface DrillParts {
  readonly town: DrillTown;
  readonly swap: { backUp(): Promise<void>; restore(): Promise<void> };
  readonly recover: () => Promise<Recovered>;
  /** One finding, as it is made. */
  readonly find: (what: string, seen: unknown, expected: unknown) => void;
}

const MEDS: Look = { as: 'pell', resident: 'margaret', category: 'MEDS' };
const DISCHARGE: Look = { as: 'pell', resident: 'margaret', category: 'DISCHARGE' };
const LEAD = 'marsh';
/** How long nothing may go out of the restored database before anybody recovers it. */
const REFUSING_MS = 8_000;
const LOOK_EVERY_MS = 100;
const AGAIN_WITHIN_MS = 180_000;

/** Stops what flows: a refusal, a shield, and a category for the whole place. */
async function stopThings({ stage }: DrillTown): Promise<void> {
  const margaret = stage.api.as('margaret');
  const path = { id: 'me' };
  await margaret.post('/api/consent/v1/residents/{id}/directives', {
    path,
    body: { instruction: 'refuse', recipients: ['REACH'], categories: ['MEDS'], purposes: ['COC'] },
  });
  await margaret.post('/api/consent/v1/residents/{id}/shields', { path });
}

const stopCategory = ({ stage }: DrillTown): Promise<unknown> =>
  stage.api.as(LEAD).post('/api/policy/v1/category-stops', {
    body: { category: 'DISCHARGE', reason: 'drill of a restore' },
  });

/** Backup, stops, restore, recovery, reconciliation; while looks and openings go on. */
export async function playDrill({ town, swap, recover, find }: DrillParts): Promise<void> {
  const untouched = await town.untouched();
  const margaret = await town.residentId(await town.stage.pseudonym('pell', 'margaret'));
  let going = true;
  const loop = (async () => {
    while (going) {
      await Promise.all([town.look(MEDS), town.look(untouched), town.open()]);
      await pause(LOOK_EVERY_MS);
    }
  })();
  try {
    find('before the backup, Margaret’s medicines', await town.look(MEDS), 'permit');
    await swap.backUp();
    await until('the stack is back after the backup', async () => (await town.look(MEDS)) === 'permit' || undefined);
    await stopThings(town);
    await stopCategory(town);
    find('after she refused', await town.look(MEDS), 'refused');
    find('after DISCHARGE was stopped', await town.look(DISCHARGE), 'category-stopped');
    const { size } = await until('the log is signed', async () => {
      const log = await town.log();
      return log.staged < 50 ? log : undefined;
    });

    await swap.restore();
    const restoredAt = await town.now();
    await pause(REFUSING_MS);
    find('disclosures out of the restored database', await town.releasedSince(restoredAt, null), 0);
    const log = await town.log();
    find('the log signs below its size', log.size >= size, false);

    const { barred } = await recover();
    find('things that are barred', barred, 2);
    let seen = 'nothing';
    const flows = async (): Promise<true | undefined> => (seen = await town.look(untouched)) === 'permit' || undefined;
    // An app that its cut connections ended is started again meanwhile.
    await until('others flow again', flows, AGAIN_WITHIN_MS).catch(() => undefined);
    find('others, who were untouched, after the recovery', seen, 'permit');
    find('Margaret’s medicines after the recovery', await town.look(MEDS), 'facts-incomplete');
    find('DISCHARGE after the recovery', await town.look(DISCHARGE), 'facts-incomplete');
    await stopThings(town);
    await stopCategory(town);
    await reconcileAll(town);
    find('Margaret’s medicines, reconciled', await town.look(MEDS), 'refused');
    find('DISCHARGE, reconciled', await town.look(DISCHARGE), 'category-stopped');
    find('what was ended and went out all the same', await town.releasedSince(restoredAt, margaret), 0);
    find('others, who were untouched', await town.look(untouched), 'permit');
  } finally {
    going = false;
    await loop;
  }
}

async function reconcileAll({ stage }: DrillTown): Promise<void> {
  const lead = stage.api.as(LEAD);
  const { items } = await lead.get('/api/consent/v1/reconciliations');
  const reason = 'Recorded again after the restore';
  for (const { thing } of items) await lead.post('/api/consent/v1/reconciliations', { body: { thing, reason } });
}
