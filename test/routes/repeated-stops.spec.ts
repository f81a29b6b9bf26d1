import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { forgetfulKeys, waitingKeys } from './faults/waiting-keys.js';
import { openPlace, type Answer, type Ask, type Place } from './place/place.js';
import { readMatrix } from './read-matrix.js';
import { afterCommit, beforeCommit, instead } from './repeats/broken-off.js';
import { stopAsks, type StopAsk } from './repeats/stop-asks.js';

jest.setTimeout(30_000);

const STOPS = stopAsks(readMatrix());
const stopOf = (name: string): StopAsk => STOPS.find((stop) => stop.name === name)!;
let place: Place;
beforeAll(async () => {
  place = await openPlace();
}, 60_000);
afterAll(() => place?.stop());

/** Each change of a fact leaves exactly one mark that commits with it (ADR 22). */
async function changes(): Promise<number> {
  const { rows } = await place.admin.query<{ n: number }>('SELECT count(*)::int AS n FROM fence.mark');
  return rows[0]!.n;
}

const CUT = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'consent_app'
  AND datname = current_database()`;

interface Repeated {
  readonly answers: readonly Answer[];
  readonly changes: number;
}

/** Asks about something new with one key, however the spec asks it, and counts what changed. */
async function repeated(stop: StopAsk, how: (send: () => Promise<Answer>) => Promise<Answer[]>): Promise<Repeated> {
  const { real, tidy } = await stop.ask(place);
  const keyed: Ask = { ...real, headers: { ...real.headers, 'idempotency-key': randomUUID() } };
  const before = await changes();
  try {
    const answers = await how(() => place.send(stop.app, stop.as, keyed));
    return { answers, changes: (await changes()) - before };
  } finally {
    await tidy?.();
  }
}

const twiceAtOnce = (stop: StopAsk) => repeated(stop, (send) => Promise.all([send(), send()]));
const deadAfterCommit = (stop: StopAsk) =>
  repeated(stop, async (send) => [await instead(place, stop.app, afterCommit, send), await send()]);
/** What the first one heard is its own: it did nothing. */
const deadBeforeCommit = (stop: StopAsk) =>
  repeated(stop, async (send) => {
    expect((await instead(place, stop.app, beforeCommit, send)).status).toBe(500);
    return [await send()];
  });

const alike = ({ answers, changes: n }: Repeated): unknown => ({
  statuses: answers.map(({ status, text }) => (status < 300 ? 'done' : `${status} ${text}`)),
  told: answers
    .map(({ status, text }) => [status, JSON.parse(text) as unknown])
    .filter((one, _at, [first]) => !isDeepStrictEqual(one, first)),
  changes: n,
});
const DONE = { statuses: ['done', 'done'], told: [], changes: 1 };
const DONE_ONCE = { ...DONE, statuses: ['done'] };

describe('a stop that comes again with its key is done once, and told alike', () => {
  it.each(STOPS.filter(({ app }) => app !== 'relay').map((stop) => [stop.name, stop] as const))(
    '%s',
    async (_name, stop) => {
      expect(['at once', alike(await twiceAtOnce(stop))]).toEqual(['at once', DONE]);
      expect(['after a death after its commit', alike(await deadAfterCommit(stop))]).toEqual([
        'after a death after its commit',
        DONE,
      ]);
      expect(['after a death before its commit', alike(await deadBeforeCommit(stop))]).toEqual([
        'after a death before its commit',
        DONE_ONCE,
      ]);
    },
  );

  it('whenever the connections to the database are cut', async () => {
    const stop = stopOf('POST /v1/directives/{id}/withdraw');
    const found: unknown[] = [];
    for (let delay = 0; delay < 60; delay += process.env.LONG ? 5 : 20) {
      found.push(
        alike(
          await repeated(stop, async (send) => {
            const sent = send();
            await wait(delay);
            await place.admin.query(CUT);
            // Both ask again on a 503, with the same key.
            return [await sent, await send()];
          }),
        ),
      );
    }
    expect(found).toEqual(found.map(() => DONE));
  });

  // It knows no key: each time leaves a mark, and the record is taken back once.
  it('POST /v1/records/{id}/retract', async () => {
    expect(alike(await twiceAtOnce(stopOf('POST /v1/records/{id}/retract')))).toMatchObject({ ...DONE, changes: 2 });
  });

  it.each(['POST /v1/directives/{id}/withdraw', 'POST /v1/agreements/{id}/suspend'])(
    'would wait for a dead request where it waits for a claim: %s',
    async (name) => {
      const stop = stopOf(name);
      const found = await repeated(stop, async (send) => {
        await instead(place, stop.app, beforeCommit, send);
        return [await instead(place, stop.app, waitingKeys, send)];
      });
      expect(found.answers.map(({ status }) => status)).toEqual([409]);
    },
  );

  it('would be done twice where its answer is not committed with it', async () => {
    const back = stopOf('POST /v1/bundles/rollback');
    const { changes: n } = await instead(place, 'policy', forgetfulKeys, () => twiceAtOnce(back));
    expect(n).not.toBe(1);
    const category = stopOf('POST /v1/category-stops');
    const found = await instead(place, 'policy', forgetfulKeys, () => deadAfterCommit(category));
    expect(found.answers.map(({ status }) => status)).toEqual([201, 409]);
  });
});
