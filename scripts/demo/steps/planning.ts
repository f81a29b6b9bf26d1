import type { Player } from '../player.js';
import { seenOfView } from './seen-of-view.js';

const CATEGORIES = ['CONDITIONS', 'FUNCTION'] as const;

/** 13a: planning looks at everybody but those who opted out. */
export const planning: Player = {
  after: [],
  plays: ['sam', 'others'],
  async play(stage) {
    return {
      sam: seenOfView(await stage.view('analyst', 'sam', 'POPHLTH', CATEGORIES)),
      others: seenOfView(await stage.view('analyst', 'margaret', 'POPHLTH', CATEGORIES)),
    };
  },
};

/** 13b: the same question under an agreement that is still a draft. */
export const planningByDraft: Player = {
  after: [],
  plays: ['all'],
  async play(stage) {
    const answers = await Promise.all(
      ['sam', 'margaret'].map((key) =>
        stage.evaluate(
          'analyst',
          key,
          { category: 'CONDITIONS', source: 'NM-GP' },
          {
            purpose: 'POPHLTH',
            agreement: 'D6b',
          },
        ),
      ),
    );
    const [first, ...rest] = answers.map((answer) => JSON.stringify(answer));
    return { all: rest.every((other) => other === first) ? answers[0]! : { outcome: 'they differ' } };
  },
};

/** 13c: opting out of planning changes nothing for his care. */
export const careDespiteOptOut: Player = {
  after: [],
  plays: ['osei-reads'],
  async play(stage) {
    return { 'osei-reads': seenOfView(await stage.view('osei', 'sam', 'COC', ['MEDS'])) };
  },
};
