import { distinct } from '../agree.js';
import type { AgencyInbox } from '../agency-inbox.js';
import type { Player } from '../player.js';

/** 4: both agencies read their topics again from the beginning; only the one whose basis stands gets anything. */
export const replay: Player = {
  after: ['1a', '3'],
  plays: ['harbour-replays', 'reach-replays'],
  async play(stage) {
    const harbour = stage.inbox('HARBOUR', 'replay');
    const reach = stage.inbox('REACH', 'replay');
    const { harbour: harbourBefore, reach: reachBefore } = stage.memory;
    await harbour.runUntil('HARBOUR has replayed its topic', () => foundAll(harbourBefore!, harbour));
    await reach.runUntil('REACH has replayed its topic', () => foundAll(reachBefore!, reach));
    return {
      'harbour-replays': {
        permitted: harbour.openedAll.length,
        reasons: distinct(harbour.refusals.map(({ reason }) => reason)),
        foundAll: foundAll(harbourBefore!, harbour),
      },
      'reach-replays': {
        refused: reach.refusals.length,
        agreements: distinct(reach.openedAll.map(({ agreement }) => String(agreement))),
        foundAll: foundAll(reachBefore!, reach),
      },
    };
  },
};

const foundAll = (before: AgencyInbox, now: AgencyInbox): boolean => [...before.seen].every((id) => now.seen.has(id));
