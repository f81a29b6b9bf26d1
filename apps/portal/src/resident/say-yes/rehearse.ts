import type { Review, Underway } from '../../shell/journey/journey.js';
import type { Shown } from '../../shell/journey/question.js';
import { readSharingNow, whereThere } from '../record/read-record.js';
import type { Draft } from './draft.js';
import { presentRehearsal } from './present-rehearsal.js';
import type { Offer } from './read-offer.js';

/** What each answer would do, by the rules in force: it changes nothing. */
export class Rehearse implements Review<Draft, Offer> {
  readonly step = 'if';

  async show({ visit, path, known, answers }: Underway<Draft, Offer>): Promise<Shown> {
    const { categories, recipients } = answers;
    const body = { agreement: known.agreement.id, recipients, categories };
    const [rehearsal, shared] = await Promise.all([
      visit.broker.post('/api/policy/v1/residents/me/rehearsals', { body }),
      whereThere(readSharingNow(visit.broker)),
    ]);
    const model = { ...presentRehearsal(rehearsal, shared?.items, known.telling), next: `${path}/check` };
    return { template: 'resident/if', title: visit.t('resident.if.title'), model };
  }
}
