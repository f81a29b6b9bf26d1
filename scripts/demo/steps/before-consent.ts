import { agree, distinct } from '../agree.js';
import type { Player } from '../player.js';
import { posted } from './posted-records.js';
import { seenOfView } from './seen-of-view.js';

const CATEGORIES = ['FUNCTION', 'EQUIPMENT'] as const;

/** 2a: what Brandt sends goes out through her agency's system; without Margaret's agreement the landlord gets nothing. */
export const beforeConsent: Player = {
  after: [],
  plays: ['asc-sees', 'varga-reads'],
  async play(stage) {
    const records = posted(...CATEGORIES);
    const ids = await stage.post('nm-asc', records);
    const states = await stage.statesAt('brandt', ids, 'HARBOUR', ['offered', 'opened', 'refused']);
    return {
      'asc-sees': {
        state: agree(states.map(({ state }) => state)),
        reason: agree(states.map(({ reason }) => reason)),
        categories: distinct(records.map(({ category }) => category)),
      },
      'varga-reads': seenOfView(await stage.view('varga', 'margaret', 'HOUSADAPT', CATEGORIES)),
    };
  },
};
