import { careAndHousingRecords } from '../../town/town-records.js';
import { agree } from '../agree.js';
import type { Player } from '../player.js';
import { seenOfView } from './seen-of-view.js';

/** 7c: his consent stands, but the agreement under which it was given has run out. */
export const expiredAgreement: Player = {
  after: [],
  plays: ['quirke-asks', 'mh-sees'],
  async play(stage) {
    const record = careAndHousingRecords().find(({ category }) => category === 'HOUSINGSUPPORT')!;
    const id = await stage.idOfSeeded('nm-mh', record);
    const states = await stage.statesAt('nm-mh', [id], 'NM-HSG', ['offered', 'opened', 'refused']);
    return {
      'quirke-asks': seenOfView(await stage.view('quirke', 'callum', 'HOUSUP', ['HOUSINGSUPPORT'])),
      'mh-sees': { state: agree(states.map(({ state }) => state)), reason: agree(states.map(({ reason }) => reason)) },
    };
  },
};
