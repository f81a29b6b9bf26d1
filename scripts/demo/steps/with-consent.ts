import { endOfLondonDay, londonDayOf, monthsAfter, yearsAfter } from '#libs/calendar';
import type { RecallReply } from '#libs/connector';
import { agree, distinct } from '../agree.js';
import type { Player } from '../player.js';
import type { Seen } from '../script.js';
import { showsDiagnosis } from './posted-records.js';
import { seenOfView } from './seen-of-view.js';

const CATEGORIES = ['FUNCTION', 'EQUIPMENT'] as const;
const KEPT_FOR_YEARS = 2;

/** 2b: she agrees, and what was waiting reaches the landlord without the fields that its agreement leaves out. */
export const withConsent: Player = {
  after: ['2a'],
  plays: ['harbour-opens', 'varga-reads'],
  async play(stage) {
    const expiresAt = endOfLondonDay(monthsAfter(londonDayOf(new Date()), 6));
    const given = await stage.api.as('margaret').post('/api/consent/v1/residents/{id}/directives', {
      path: { id: 'me' },
      body: { instruction: 'give', agreement: 'D2', recipients: ['HARBOUR'], purposes: ['HOUSADAPT'], expiresAt },
    });
    stage.memory.directiveId = given.id;
    const harbour = (stage.memory.harbour = stage.inbox('HARBOUR', 'inbox', answerOfHarbour));
    await harbour.runUntil("HARBOUR's system has opened both", () => harbour.openedAll.length >= CATEGORIES.length);
    const opened = harbour.openedAll;
    const view = await stage.view('varga', 'margaret', 'HOUSADAPT', CATEGORIES);
    return {
      'harbour-opens': {
        outcome: 'permit',
        agreement: agree(opened.map(({ agreement }) => agreement)),
        basis: agree(opened.map(({ basis }) => basis)),
        ...contentSeen(opened.map(({ record }) => record)),
      },
      'varga-reads': { ...seenOfView(view), ...contentSeen(view.records) },
    };
  },
};

function contentSeen(records: readonly { category: string; redacted: readonly string[]; body: unknown }[]): Seen {
  return {
    categories: distinct(records.map(({ category }) => category)),
    redacted: Object.fromEntries(records.map(({ category, redacted }) => [category, [...redacted].sort()])),
    diagnosisShown: showsDiagnosis(records.map(({ body }) => body)),
  };
}

/** What the landlord's system says of anything it is asked to let go of, also for its contractor, which has no sign-in. */
function answerOfHarbour(): readonly RecallReply[] {
  const keptUntil = yearsAfter(londonDayOf(new Date()), KEPT_FOR_YEARS);
  return [
    { answer: 'deleted' },
    { answer: 'received', processor: 'FIXRIGHT' },
    { answer: 'kept', processor: 'FIXRIGHT', reason: 'Record of the fitting, for its warranty', keptUntil },
  ];
}
