import { isPurpose, type Purpose } from '#libs/domain';
import type { ApiProblem } from '#libs/client';
import type { Fields } from '../../session/session.js';
import { type Frame, Journey, type Underway, type Params } from '../../shell/journey/journey.js';
import { type FieldError, Redirect } from '../../shell/page.js';
import { formRefused, notFound } from '../../shell/refusals.js';
import { typed } from '../../shell/typed.js';
import type { Visit } from '../../shell/visit.js';
import { word } from '../../words/words.js';
import { pathOf, personBar, quoted } from '../person/person-bar.js';
import { type Claim, ClaimQuestion, reasonOf } from './claim-question.js';

interface Claimed extends Pick<Visit, 't'> {
  readonly id: string;
  readonly purpose: Purpose;
  /** Where what they work for is read. */
  readonly record: string;
}

/** Says, alone and with a reason, that one works with a person whom nobody has recorded one as working with. */
export class ClaimJourney extends Journey<Claim, Claimed> {
  readonly audience = 'practitioner';
  readonly path = 'practitioner/people/:id/claim/:purpose';
  readonly questions = [new ClaimQuestion()];

  async read({ t }: Visit, { id = '', purpose = '' }: Params): Promise<Claimed> {
    const record = `${pathOf(id)}/for/${purpose}`;
    if (!isPurpose(purpose)) throw notFound();
    return { t, id, purpose, record };
  }

  answersIn(fields: Fields): Claim {
    return { reason: typed(fields, 'reason'), words: typed(fields, 'words') };
  }

  fieldsOf(claim: Claim): Fields {
    return { ...claim };
  }

  frame({ visit, known: { t, id, purpose, record } }: Underway<Claim, Claimed>): Frame {
    const about = `${word(t, 'purpose', purpose)}, ${quoted(visit, id)}`;
    return { section: '/practitioner', about, before: record, model: { bar: personBar(visit, id) } };
  }

  async send({ visit, known, answers }: Underway<Claim, Claimed>): Promise<Redirect> {
    const reason = reasonOf(answers);
    // Nothing is sent before `errors` has found no fault: one of the list was chosen.
    if (reason === undefined) throw formRefused();
    const body = { resident: known.id, purpose: known.purpose, reason, words: answers.words };
    await visit.broker.post('/api/policy/v1/relationships/claims', { body, header: visit.once });
    return new Redirect(known.record);
  }

  /** Words with signs that no plain text has: the only part that our own check leaves open. */
  override async refused(
    { status }: ApiProblem,
    { known }: Underway<Claim, Claimed>,
  ): Promise<FieldError[] | undefined> {
    return status === 400 ? [{ field: 'words', text: known.t('practitioner.claim.errors.signs') }] : undefined;
  }
}
