import type { Fields } from '../../../session/session.js';
import type { Page, Redirect } from '../../page.js';
import { Walk } from '../walk.js';

/** Forgets what a form carried: it sends what the session holds by now, which another window may have changed. */
export class ForgetfulWalk<Answers, Known> extends Walk<Answers, Known> {
  override async take(step: string, fields: Fields): Promise<Page | Redirect> {
    return super.take(step, { ...fields, ...this.visit.answers(this.path) });
  }
}

/** Records as soon as everything is answered, when the check page is looked at. */
export class HastyWalk<Answers, Known> extends Walk<Answers, Known> {
  override async show(step: string, url: string): Promise<Page | Redirect> {
    const answers = this.answersOf(step, this.visit.answers(this.path));
    if (this.firstOpen(answers) === undefined) await this.journey.send(this.underway(answers), { answer: 'yes' });
    return super.show(step, url);
  }
}

/** Shows any page to whoever knows its address. */
export class SkippingWalk<Answers, Known> extends Walk<Answers, Known> {
  protected override firstOpen(): undefined {
    return undefined;
  }
}
