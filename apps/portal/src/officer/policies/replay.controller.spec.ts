import { describe, expect, it } from '@jest/globals';
import type { Fields } from '../../session/session.js';
import { refusal, visitOf } from '../../testing/visit-of.js';
import { HASH, officerAs, simulation } from '../testing/lines.js';
import { ReplayController } from './replay.controller.js';

const API = '/api/policy/v1';
const LEAD = officerAs('ig-lead');

describe('a replay', () => {
  const SIMULATE = `POST ${API}/bundles/${HASH}/simulate`;
  const ONE = simulation();
  const replays = new ReplayController();
  const start = async (fields: Fields) => {
    const asked = visitOf({ [SIMULATE]: ONE }, { person: LEAD });
    return { asked, page: await replays.start(asked.visit, HASH, fields) };
  };
  const show = (one: object, results = '') =>
    replays.show(
      visitOf(
        {
          [`GET ${API}/simulations/${ONE.id}`]: one,
          [`GET ${API}/simulations/${ONE.id}/results`]: () => new Response(results),
        },
        { person: LEAD },
      ).visit,
      HASH,
      ONE.id,
    );

  it('is of whole days in London, both included', async () => {
    const { asked, page } = await start({ from: ' 2026-07-01', until: '2026-07-01 ' });
    expect(page).toEqual({ to: `/officer/policies/${HASH}/replays/${ONE.id}` });
    expect(asked.calls).toMatchObject([
      { call: SIMULATE, body: { from: '2026-06-30T23:00:00.000Z', until: '2026-07-01T23:00:00.000Z' } },
    ]);
  });

  it.each([
    [{}, ['#from', '#until']],
    [{ from: '2026-02-30', until: '2026-03-01' }, ['#from']],
    [{ from: '2026-03-02', until: '2026-03-01' }, ['#until']],
  ])('is not begun of %j', async (fields: Fields, hrefs) => {
    const { asked, page } = await start(fields);
    expect(page).toMatchObject({
      options: { status: 422 },
      model: { replay: { errors: { errorList: hrefs.map((href) => ({ href })) } } },
    });
    expect(asked.calls).toEqual([]);
  });

  it('looks again by itself while it runs, and is still once it has ended', async () => {
    expect((await show(ONE)).options.headers).toEqual({ refresh: '2' });
    const ended = { ...ONE, state: 'done', endedAt: '2026-11-22T10:00:00Z' };
    expect((await show(ended, '{"progress":1}\n')).options.headers).toBeUndefined();
  });

  it('is found under its own rules alone', async () => {
    await expect(show({ ...ONE, bundle: 'f'.repeat(64) })).rejects.toMatchObject({ status: 404 });
    await expect(replays.show(visitOf({}, { person: LEAD }).visit, HASH, 'x')).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ['ended before it could be called off', 409, undefined],
    ['is not there', 404, 404],
  ])('that %s leads to its page, or to none', async (_what, status, fails) => {
    const { visit } = visitOf(
      { [`DELETE ${API}/simulations/${ONE.id}`]: () => refusal(status, 'x') },
      { person: LEAD },
    );
    const cancel = replays.cancel(visit, HASH, ONE.id);
    if (fails === undefined) expect(await cancel).toEqual({ to: `/officer/policies/${HASH}/replays/${ONE.id}` });
    else await expect(cancel).rejects.toMatchObject({ status: fails });
  });
});
