import type { ApiProblem } from '#libs/client';
import { type Frame, type Underway } from '../../shell/journey/journey.js';
import type { Page, Redirect } from '../../shell/page.js';
import type { Visit } from '../../shell/visit.js';
import { type Nothing, nothingDone } from '../stops/nothing-done.js';
import { StopJourney } from '../stops/stop.journey.js';
import { POLICIES } from './present-policy.js';
import { hasEarlier, readBundles } from './read-bundles.js';
import { reasonIn, type StepKnown, type TypedStep } from '../stops/step-question.js';

type RollingBack = Underway<TypedStep, StepKnown>;

/** Back to the rules that were in force before: one lead alone, at once. */
export class RollBackJourney extends StopJourney<StepKnown> {
  readonly path = `${POLICIES.slice(1)}/rollback`;

  protected async look({ t }: Visit): Promise<StepKnown> {
    return { t, step: { key: 'rollback', name: '', reasoned: true } };
  }

  frame(): Frame {
    return { section: POLICIES, before: POLICIES };
  }

  override async instead(_step: string, { visit }: RollingBack): Promise<Page | undefined> {
    return hasEarlier(await readBundles(visit.broker)) ? undefined : nothingBefore(visit);
  }

  async send({ visit, known, answers }: RollingBack): Promise<Redirect> {
    const body = { reason: reasonIn(answers) };
    await visit.broker.post('/api/policy/v1/bundles/rollback', { body, header: visit.once });
    return this.led(POLICIES, known);
  }

  override async refused({ document }: ApiProblem, { visit }: RollingBack): Promise<Page | undefined> {
    return document.code === 'nothing-to-go-back-to' ? nothingBefore(visit, { reasoned: true }) : undefined;
  }
}

function nothingBefore({ t }: Visit, sent?: Nothing['sent']): Page {
  const see = { texts: 'rules', href: POLICIES } as const;
  return nothingDone(t, { texts: 'nothingBefore', section: POLICIES, see, ...(sent ? { sent } : {}) });
}
