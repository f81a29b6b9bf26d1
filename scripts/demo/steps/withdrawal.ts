import type { relay } from '#libs/client';
import { distinct } from '../agree.js';
import type { Player } from '../player.js';
import type { Stage } from '../stage.js';
import { until } from '../until.js';
import { posted } from './posted-records.js';
import { seenOfView } from './seen-of-view.js';

/** 3: she withdraws while an update waits; from then on it does not open, and what had been opened is recalled. */
export const withdrawal: Player = {
  after: ['2b'],
  plays: ['waiting', 'harbour-opens', 'varga-reads', 'recalled', 'margaret-sees'],
  async play(stage) {
    const { harbour, directiveId } = stage.memory;
    const openedBefore = harbour!.openedAll.map(({ deliveryId }) => deliveryId);
    const ids = await stage.post('nm-asc', posted('FUNCTION'));
    const [waiting] = await stage.statesAt('nm-asc', ids, 'HARBOUR', ['offered', 'opened', 'refused']);

    const { effectiveAt } = await stage.api.as('margaret').post('/api/consent/v1/directives/{id}/withdraw', {
      path: { id: directiveId! },
    });
    stage.memory.effectiveAt = effectiveAt;
    const refusedBefore = harbour!.refusals.length;
    const recalled = (): boolean =>
      openedBefore.every((id) => harbour!.recalls.some(({ deliveryId }) => deliveryId === id));
    const tried = (): boolean =>
      harbour!.refusals.length > refusedBefore || harbour!.openedAll.length > openedBefore.length;
    await harbour!.runUntil('HARBOUR has tried to open it and been recalled', () => tried() && recalled());

    const opened = harbour!.openedAll.length > openedBefore.length;
    const hers = await until('Margaret sees what HARBOUR answered', () => recallsOfMargaret(stage, effectiveAt));
    const after = (await stage.history('margaret')).filter(
      (line) => line.recipientAgency === 'HARBOUR' && line.outcome === 'permit' && line.time > effectiveAt,
    );
    return {
      waiting: { state: waiting!.state },
      'harbour-opens': { outcome: opened ? 'permit' : 'deny', reason: harbour!.refusals.at(-1)?.reason },
      'varga-reads': seenOfView(await stage.view('varga', 'margaret', 'HOUSADAPT', ['FUNCTION', 'EQUIPMENT'])),
      recalled: await recallsOfHarbour(stage, openedBefore),
      'margaret-sees': {
        openedBefore: hers.length,
        wentOutAfter: after.length,
        answers: answersOf(hers),
        sentence: sentence(effectiveAt, hers),
      },
    };
  },
};

async function recallsOfHarbour(stage: Stage, deliveries: readonly string[]): Promise<Record<string, unknown>> {
  const { recalls } = await stage.api.as('harbour').get('/api/relay/v1/recalls', { query: { limit: 200 } });
  const own = recalls.filter(({ deliveryId }) => deliveries.includes(deliveryId));
  return { recalls: own.length, answers: answersOf(own) };
}

/** Once every recall of this withdrawal has all four answers. */
async function recallsOfMargaret(stage: Stage, since: string): Promise<relay.ResidentRecall[] | undefined> {
  const { recalls } = await stage.api.as('margaret').get('/api/relay/v1/residents/me/recalls');
  const own = recalls.filter(({ raisedAt }) => Date.parse(raisedAt) >= Date.parse(since));
  return own.length > 0 && own.every(({ answers }) => answers.length >= 4) ? own : undefined;
}

const answersOf = (recalls: readonly Pick<relay.ResidentRecall, 'answers'>[]): string[] =>
  distinct(
    recalls.flatMap(({ answers }) => answers.map(({ processor, answer }) => `${processor || 'HARBOUR'} ${answer}`)),
  );

function sentence(effectiveAt: string, recalls: readonly relay.ResidentRecall[]): string {
  const says = answersOf(recalls).join(', ');
  return `No more went out after ${effectiveAt.slice(11, 19)}. Harbour opened ${recalls.length} items before that; it says: ${says}.`;
}
