import { careAndHousingRecords } from '../../town/town-records.js';
import type { Player } from '../player.js';
import { seenOfView } from './seen-of-view.js';

/** 8b: she wants it shared, but no agreement joins the two agencies. */
export const noAgreement: Player = {
  after: [],
  plays: ['beacon-reads', 'asc-sees'],
  async play(stage) {
    const record = careAndHousingRecords().find(({ sourceId }) => sourceId === 'asc-priya-aboutme')!;
    const [id] = await stage.post('nm-asc', [record]);
    const seen = seenOfView(await stage.view('beacon', 'priya', 'COC', ['ABOUTME']));
    const deliveries = await stage.deliveries('nm-asc', id!);
    return {
      'beacon-reads': seen,
      'asc-sees': { deliveriesToBeacon: deliveries.filter(({ agency }) => agency === 'BEACON').length },
    };
  },
};
