import { healthRecords } from '../../town/town-records.js';
import { agree, distinct } from '../agree.js';
import type { Player } from '../player.js';
import { seenOfView } from './seen-of-view.js';

const CATEGORIES = ['DISCHARGE', 'FUNCTION', 'MEDS'] as const;

/** 1a: the hospital posts, the reablement service's connector opens, its lead reads, and all three are told the basis. */
export const discharge: Player = {
  after: [],
  plays: ['reach-opens', 'pell-reads', 'acute-sees', 'margaret-reads'],
  async play(stage) {
    const began = new Date().toISOString();
    const keepers = Object.fromEntries(CATEGORIES.map((category) => [category, 'NM-ACUTE']));
    const ids = await stage.post('nm-acute', healthRecords([stage.resident('margaret')], { keepers, newest: 1 }));
    const reach = (stage.memory.reach = stage.inbox('REACH', 'inbox'));
    const own = (): typeof reach.openedAll => reach.openedAll.filter(({ record }) => ids.includes(record.id));
    await reach.runUntil("REACH's system has opened the three", () => own().length >= ids.length);

    const view = await stage.view('pell', 'margaret', 'COC', CATEGORIES);
    const decisions = view.decisions.filter(({ source }) => source === 'NM-ACUTE');
    const states = await stage.statesAt('nm-acute', ids, 'REACH', ['opened', 'refused', 'destroyed', 'replaced']);
    const lines = (await stage.history('margaret')).filter(
      ({ action, sourceAgency, recipientAgency, time }) =>
        action === 'open' && sourceAgency === 'NM-ACUTE' && recipientAgency === 'REACH' && time >= began,
    );
    return {
      'reach-opens': {
        outcome: 'permit',
        agreement: agree(own().map(({ agreement }) => agreement)),
        basis: agree(own().map(({ basis }) => basis)),
        categories: distinct(own().map(({ record }) => record.category)),
      },
      'pell-reads': {
        ...seenOfView({ decisions, records: view.records }),
        categories: distinct(view.records.filter(({ id }) => ids.includes(id)).map(({ category }) => category)),
      },
      'acute-sees': { state: agree(states.map(({ state }) => state)), basis: agree(states.map(({ basis }) => basis)) },
      'margaret-reads': {
        outcome: agree(lines.map(({ outcome }) => outcome)),
        rule: agree(lines.map(({ rule }) => rule)),
        basis: agree(lines.map(({ basis }) => basis)),
        agreement: agree(lines.map(({ agreement }) => agreement)),
        source: agree(lines.map(({ sourceAgency }) => sourceAgency)),
        recipient: agree(lines.map(({ recipientAgency }) => recipientAgency)),
        categories: distinct(lines.flatMap(({ categories }) => categories)),
      },
    };
  },
};
