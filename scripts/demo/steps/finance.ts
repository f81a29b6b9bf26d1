import { agree } from '../agree.js';
import type { Player } from '../player.js';
import { posted } from './posted-records.js';
import { seenOfView } from './seen-of-view.js';

/** 1b: what no agreement names is refused to system and person alike, and its sender sees why. */
export const finance: Player = {
  after: [],
  plays: ['reach-asks', 'pell-asks', 'asc-sees'],
  async play(stage) {
    const ids = await stage.post('nm-asc', posted('FINANCE'));
    const states = await stage.statesAt('nm-asc', ids, 'REACH', ['offered', 'opened', 'refused']);
    return {
      'reach-asks': seenOfView(await stage.view('reach', 'margaret', 'COC', ['FINANCE'])),
      'pell-asks': seenOfView(await stage.view('pell', 'margaret', 'COC', ['FINANCE'])),
      'asc-sees': { state: agree(states.map(({ state }) => state)), reason: agree(states.map(({ reason }) => reason)) },
    };
  },
};
