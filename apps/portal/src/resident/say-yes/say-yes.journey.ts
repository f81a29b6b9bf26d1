import type { ApiProblem } from '#libs/client';
import type { Fields } from '../../session/session.js';
import { Journey, type Frame, type Underway, type Params } from '../../shell/journey/journey.js';
import type { Page, Redirect } from '../../shell/page.js';
import { typed } from '../../shell/typed.js';
import type { Visit } from '../../shell/visit.js';
import { blockedPage } from '../blocked.js';
import { CheckDecision } from './check-decision.js';
import { draftOf, pathOf, type Draft } from './draft.js';
import { endOfAnswered } from './end-of-consent.js';
import { readOffer, type Offer } from './read-offer.js';
import { Rehearse } from './rehearse.js';
import { say } from '../record/say.js';
import { ScopeQuestion } from './scope-question.js';
import { stoppedPage } from './stopped-page.js';
import { UntilQuestion } from './until-question.js';

/** To a yes or a no about one agreement: what, with whom, until when, what each answer would do, check. */
export class SayYesJourney extends Journey<Draft, Offer> {
  readonly audience = 'resident';
  readonly path: string = 'resident/agreements/:id';
  readonly questions = [
    new ScopeQuestion('what', 'categories'),
    new ScopeQuestion('who', 'recipients'),
    new UntilQuestion(),
  ];
  override readonly reviews = [new Rehearse(), new CheckDecision()];

  read(visit: Visit, { id = '' }: Params): Promise<Offer> {
    return readOffer(visit, id);
  }

  answersIn(fields: Fields, { agreement }: Offer): Draft {
    return draftOf(fields, agreement);
  }

  fieldsOf(draft: Draft): Fields {
    return { ...draft };
  }

  frame({ path, known: { agreement } }: Underway<Draft, Offer>): Frame {
    const model = { noHref: pathOf(agreement.id, 'no') };
    return { section: '/resident', about: agreement.title, before: path, model };
  }

  /** While it is stopped there is nothing to say yes to: a look is told so. A no that is sent is taken all the same. */
  override async instead(_step: string, { known }: Underway<Draft, Offer>): Promise<Page | undefined> {
    return known.isStopped ? stoppedPage(known, 200) : undefined;
  }

  async send({ visit, known, answers }: Underway<Draft, Offer>, fields: Fields): Promise<Page | Redirect | undefined> {
    const { categories, recipients } = answers;
    const reach = { agreement: known.agreement.id, recipients, categories };
    switch (typed(fields, 'answer')) {
      case 'yes':
        if (known.isStopped) return stoppedPage(known, 409);
        return say(visit, { instruction: 'give', expiresAt: endOfAnswered(answers, known), ...reach });
      case 'no':
        return say(visit, { instruction: 'refuse', ...reach });
      default:
        return undefined;
    }
  }

  /**
   * Nothing was recorded: a wider no of theirs stands in the way of this yes, and only they can take it back; or it was stopped at
   * that moment.
   */
  override async refused(
    { document }: ApiProblem,
    { visit, known }: Underway<Draft, Offer>,
  ): Promise<Page | undefined> {
    if (document.code === 'agreement-not-live') return stoppedPage(known, 409);
    return document.code === 'refusal-in-force' ? blockedPage(visit.t, 'blocked', '/resident#no') : undefined;
  }
}
