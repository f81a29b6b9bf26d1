import type { Fields } from '../../session/session.js';
import { carriedFields } from '../../shell/journey/carried-fields.js';
import { type Frame, Journey, type Review, type Underway, type Params } from '../../shell/journey/journey.js';
import type { Shown } from '../../shell/journey/question.js';
import { Page, Redirect } from '../../shell/page.js';
import type { Visit } from '../../shell/visit.js';
import { pathOf, personBar, quoted } from '../person/person-bar.js';
import { ChannelQuestion } from './channel-question.js';
import { readSharing } from './known-sharing.js';
import { PartQuestion } from './part-question.js';
import { presentConflict } from './present-conflict.js';
import { type CheckTold, presentCheck } from './present-told.js';
import { keepRecorded } from './recorded.js';
import { Overtaken, recordTold } from './record-told.js';
import type { Asking } from './told-question.js';
import { fieldsOf, type Told, toldIn } from './told.js';
import { WhatQuestion } from './what-question.js';
import { overtakenBefore, type Standing, standsBesides, whatStands } from './what-stands.js';
import { WhichQuestion } from './which-question.js';

const SECTION = '/practitioner';

interface AskingOf extends Asking {
  /** The person's pseudonym and path. */
  readonly id: string;
  readonly path: string;
}
type OnTheWay = Underway<Told, AskingOf>;

class CheckReview implements Review<Told, AskingOf> {
  readonly step = 'check';

  show(underway: OnTheWay): Shown {
    const title = underway.known.t('practitioner.told.check.title');
    return { template: 'practitioner/told-check', title, model: presentCheck(toCheck(underway)) };
  }
}

/** What a resident told me: what, which, what of it, how they said it; check, record, and when it counts from. */
export class ToldJourney extends Journey<Told, AskingOf> {
  readonly audience = 'practitioner';
  readonly path = 'practitioner/people/:id/told';
  readonly questions = [new WhatQuestion(), new WhichQuestion(), new PartQuestion(), new ChannelQuestion()];
  override readonly reviews = [new CheckReview()];
  readonly fieldsOf = fieldsOf;

  async read(visit: Visit, { id = '' }: Params): Promise<AskingOf> {
    const path = pathOf(id);
    return { id, path, t: visit.t, language: visit.language, sharing: await readSharing(visit, id) };
  }

  answersIn(fields: Fields, { sharing }: AskingOf): Told {
    return toldIn(fields, sharing);
  }

  frame({ visit, path: start, known: { id, path: before } }: OnTheWay): Frame {
    return { section: SECTION, about: quoted(visit, id), before, model: { bar: personBar(visit, id), start } };
  }

  override async instead(step: string, underway: OnTheWay): Promise<Page | undefined> {
    const { answers, known } = underway;
    const overtaken = step === 'check' ? overtakenBefore(answers, known.sharing) : undefined;
    return overtaken && this.conflict(underway, overtaken, 'seen');
  }

  async send(underway: OnTheWay): Promise<Page | Redirect> {
    const { visit, answers, path, known } = underway;
    const recorded = await recordTold(visit, known.id, answers, known.sharing);
    if (recorded instanceof Overtaken) {
      const sharing = await readSharing(visit, known.id);
      const standing = whatStands(answers, sharing, recorded.saidAgain);
      return this.conflict({ ...underway, known: { ...known, sharing } }, standing, 'sent');
    }
    await keepRecorded(visit, known.id, { ...recorded, besides: standsBesides(answers, known.sharing) });
    return new Redirect(`${path}/done`);
  }

  /** Somebody was first: both are shown, and what was told goes on with what stands of it. */
  private conflict(underway: OnTheWay, standing: Standing, when: 'seen' | 'sent'): Page {
    const { before: _before, model: bar, ...frame } = this.frame(underway);
    const model = {
      ...presentConflict(toCheck(underway), standing, when),
      kept: carriedFields(fieldsOf(underway.answers), []),
    };
    const title = underway.known.t('practitioner.told.conflict.title');
    const status = when === 'sent' ? 409 : 200;
    return new Page('practitioner/told-conflict', title, { ...model, ...bar }, { ...frame, status });
  }
}

const toCheck = ({ known, answers }: OnTheWay): CheckTold => ({ ...known, told: answers });
