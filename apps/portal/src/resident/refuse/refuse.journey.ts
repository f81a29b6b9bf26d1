import type { Fields } from '../../session/session.js';
import { Journey, type Frame, type Underway } from '../../shell/journey/journey.js';
import { Redirect } from '../../shell/page.js';
import { typed } from '../../shell/typed.js';
import type { Visit } from '../../shell/visit.js';
import { readAgreements, readSharingNow, readTelling, whereThere } from '../record/read-record.js';
import { say } from '../record/say.js';
import { isPaused } from '../sharing/agreement-facts.js';
import { CheckRefusal } from './check-refusal.js';
import { PartQuestion, type Refusable } from './part-question.js';
import { fieldsOf, refusalOf, type Refusal } from './refusal.js';

/** Say no in advance: from whom, what, check, done. It counts at once and stops what it covers. */
export class RefuseJourney extends Journey<Refusal, Refusable> {
  readonly audience = 'resident';
  readonly path: string = 'resident/refuse';
  readonly questions = [new PartQuestion('', 'recipients'), new PartQuestion('what', 'categories')];
  override readonly reviews = [new CheckRefusal()];
  readonly fieldsOf = fieldsOf;

  async read(visit: Visit): Promise<Refusable> {
    const { broker } = visit;
    const [{ items }, shared, telling] = await Promise.all([
      readAgreements(broker),
      whereThere(readSharingNow(broker)),
      readTelling(visit),
    ]);
    // Whom one may name does not depend on what is stopped for now: a no on its way is lost to no officer's stop.
    const paused = (shared?.items ?? []).filter(isPaused);
    return { agreements: [...items, ...paused], telling };
  }

  answersIn(fields: Fields, { agreements }: Refusable): Refusal {
    return refusalOf(fields, agreements);
  }

  frame({ path }: Underway<Refusal, Refusable>): Frame {
    return { section: path, before: '/resident' };
  }

  async send({ visit, answers }: Underway<Refusal, Refusable>, fields: Fields): Promise<Redirect | undefined> {
    const answer = typed(fields, 'answer');
    if (answer === 'no') return new Redirect('/resident');
    if (answer !== 'yes') return undefined;
    return say(visit, { instruction: 'refuse', ...answers });
  }
}
