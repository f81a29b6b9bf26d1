import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Player } from '../../scripts/demo/player.js';
import { playScript, withForerunners } from '../../scripts/demo/play-script.js';
import { PLAYERS } from '../../scripts/demo/players.js';
import { readScript, type ScriptStep } from '../../scripts/demo/script.js';
import type { Stage } from '../../scripts/demo/stage.js';

const NO_STAGE = {} as Stage;
const IDS = '1a 1b 2a 2b 3 4 5a 5b 5c 6a 6b 6c 6d 6e 7a 7b 7c 8a 8b 9a 9b 9c 9d 10 11 12 13a 13b 13c 14 15 16 17'.split(
  ' ',
);

const STEP: ScriptStep = {
  ...{ id: 'x', what: 'something happens', consent: 'none', outcome: 'permit' },
  checks: [
    { key: 'a', says: 'A reads', expect: { outcome: 'permit', categories: ['MEDS'] } },
    { key: 'b', says: 'B reads', expect: { outcome: 'deny' } },
  ],
};

async function play(player: Player | undefined) {
  const lines: string[] = [];
  const tally = await playScript([STEP], player ? { x: player } : {}, NO_STAGE, (line) => lines.push(line));
  return { tally, text: lines.join('\n') };
}

function player(plays: string[], seen: Record<string, Record<string, unknown>>): Player {
  return { after: [], plays, play: async () => seen };
}

describe("the town's script", () => {
  const script = readScript(join(import.meta.dirname, '../../demo'));

  it('holds every step, each with an outcome and at least one check', () => {
    expect(script.map(({ id }) => id)).toEqual(IDS);
    for (const { outcome, checks } of script) expect([outcome !== '', checks.length > 0]).toEqual([true, true]);
  });

  it('is played as far as this build goes: 1a to 4, 7c, 8, 10 and 13', () => {
    expect(IDS.filter((id) => id in PLAYERS)).toEqual([
      ...['1a', '1b', '2a', '2b', '3', '4', '7c', '8a', '8b', '10', '13a', '13b', '13c'],
    ]);
    for (const [id, { plays }] of Object.entries(PLAYERS)) {
      const keys = script.find((step) => step.id === id)!.checks.map(({ key }) => key);
      expect([id, plays.filter((key) => !keys.includes(key))]).toEqual([id, []]);
    }
    const left = script.flatMap(({ id, checks }) =>
      checks.filter(({ key }) => id in PLAYERS && !PLAYERS[id]!.plays.includes(key)).map(({ key }) => `${id} ${key}`),
    );
    expect(left).toEqual(['2a access-request', '2b rehearsal', '2b receipt', '8b one-off']);
  });

  it('counts a check as expected only when every field that it names was seen so', async () => {
    const same = { a: { outcome: 'permit', categories: ['MEDS'], more: 1 }, b: { outcome: 'deny' } };
    expect((await play(player(['a', 'b'], same))).tally).toEqual({ asExpected: 2, different: 0, notBuilt: 0 });
    const other = { a: { outcome: 'permit', categories: ['MEDS', 'FINANCE'] }, b: { outcome: 'permit' } };
    expect((await play(player(['a', 'b'], other))).tally).toEqual({ asExpected: 0, different: 2, notBuilt: 0 });
  });

  it('counts what was announced and not seen, and a step that fails, as different', async () => {
    expect((await play(player(['a', 'b'], { a: { outcome: 'permit', categories: ['MEDS'] } }))).tally.different).toBe(
      1,
    );
    const failing: Player = {
      after: [],
      plays: ['a', 'b'],
      play: () => Promise.reject(new Error('the broker is away')),
    };
    const { tally, text } = await play(failing);
    expect(tally).toEqual({ asExpected: 0, different: 2, notBuilt: 0 });
    expect(text).toContain('failed the broker is away');
  });

  it('prints "not built", never "ok", for what nobody plays', async () => {
    const { tally, text } = await play(undefined);
    expect(tally).toEqual({ asExpected: 0, different: 0, notBuilt: 2 });
    expect(text.match(/not built/g)).toHaveLength(2);
    expect(text).not.toMatch(/\bok\b/);
    expect((await play(player(['b'], { b: { outcome: 'deny' } }))).tally).toEqual({
      asExpected: 1,
      different: 0,
      notBuilt: 1,
    });
  });

  it('plays the steps that a wanted one stands on', () => {
    expect([...withForerunners(['4'], PLAYERS)].sort()).toEqual(['1a', '2a', '2b', '3', '4']);
  });
});
