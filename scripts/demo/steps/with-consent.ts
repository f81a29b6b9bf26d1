import type { RecallReply } from '#libs/connector';
import { agree, distinct } from '../agree.js';
import type { Directive } from '../answers.js';
import type { Player } from '../player.js';
import type { Seen } from '../script.js';
import { showsDiagnosis } from './posted-records.js';
import { seenOfView } from './seen-of-view.js';

const CATEGORIES = ['FUNCTION', 'EQUIPMENT'];
const KEPT_FOR_MS = 2 * 365 * 86_400_000;

/** 2b: she agrees, and what was waiting reaches the landlord without the fields that its agreement leaves out. */
export const withConsent: Player = {
  after: ['2a'],
  plays: ['harbour-opens', 'varga-reads'],
  async play(stage) {
    const given = await stage.api.post<Directive>('margaret', '/consent/v1/residents/me/directives', {
      ...{ instruction: 'give', agreement: 'D2', recipients: ['HARBOUR'], purposes: ['HOUSADAPT'] },
      expiresAt: inSixMonths().toISOString(),
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

function inSixMonths(): Date {
  const end = new Date();
  end.setUTCMonth(end.getUTCMonth() + 6);
  return end;
}

/** What the landlord's system says of anything it is asked to let go of, also for its contractor, which has no sign-in. */
function answerOfHarbour(): readonly RecallReply[] {
  const keptUntil = new Date(Date.now() + KEPT_FOR_MS).toISOString().slice(0, 10);
  return [
    { answer: 'deleted' },
    { answer: 'received', processor: 'FIXRIGHT' },
    { answer: 'kept', processor: 'FIXRIGHT', reason: 'Record of the fitting, for its warranty', keptUntil },
  ];
}
