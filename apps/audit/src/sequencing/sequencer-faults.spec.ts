import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { checkLog, type LogFault } from '../testing/check-log.js';
import * as faults from '../testing/faults/sequencer-faults.js';
import { openLogFixture, type LogFixture } from '../testing/log-fixture.js';
import { sampleEntry } from '../testing/sample-entry.js';
import { sequenceBatch } from './sequence-batch.js';

let fixture: LogFixture;
beforeEach(async () => {
  fixture = await openLogFixture();
});
afterEach(() => fixture.close());

const honest: faults.FaultyRound = async (db, signer, crash) => {
  await sequenceBatch(db, signer, { limit: 1_000 });
  crash();
};

/**
 * The same hard life for each: a round, a round that crashes, one more, with a transaction that began before and commits
 * between the last two. Runs as the superuser, because audit_app has no right to do any of this wrong.
 */
async function live(round: faults.FaultyRound): Promise<LogFault[]> {
  const slow = await fixture.admin.connect();
  await slow.query('BEGIN');
  const late = sampleEntry();
  await slow.query('SELECT audit.append_v1($1::jsonb)', [JSON.stringify(late)]);
  const ids = [late.id, ...(await fixture.append(20))];
  await attempt(round, () => undefined);
  ids.push(...(await fixture.append(20)));
  let crashes = 1;
  const crash = (): void => {
    if (crashes-- > 0) throw new Error('crash');
  };
  await attempt(round, crash);
  await slow.query('COMMIT');
  slow.release();
  ids.push(...(await fixture.append(20)));
  await attempt(round, crash);
  return checkLog(fixture.admin, fixture.signer, ids);
}

async function attempt(round: faults.FaultyRound, crash: () => void): Promise<void> {
  const connection: pg.PoolClient = await fixture.admin.connect();
  try {
    await round(connection, fixture.signer, crash);
  } catch {
    await connection.query('ROLLBACK');
  } finally {
    connection.release();
  }
}

/** Each fault is one that the check must see; the honest round beside them shows that it sees nothing else. */
describe('the check of the log turns red for', () => {
  it.each<[keyof typeof faults, LogFault]>([
    ['indexFromSequence', 'gap'],
    ['readByCursor', 'left-behind'],
    ['removeFirst', 'lost'],
    ['tilesLater', 'tile'],
    ['ignoreHead', 'head'],
  ])('%s: %s', async (name, fault) => {
    expect(await live(faults[name])).toContain(fault);
  });

  it('nothing that the real sequencer does', async () => {
    expect(await live(honest)).toEqual([]);
  });
});
