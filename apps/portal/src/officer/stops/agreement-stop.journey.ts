import type { ApiProblem } from '#libs/client';
import { carriedFields } from '../../shell/journey/carried-fields.js';
import { type Frame, type Underway, type Params } from '../../shell/journey/journey.js';
import { Page, type Redirect } from '../../shell/page.js';
import { formRefused, notFound } from '../../shell/refusals.js';
import type { Visit } from '../../shell/visit.js';
import { isAgreementId, type AgreementLine } from '../agreements/agreement.js';
import { AGREEMENTS, stateCell } from '../agreements/present-agreement.js';
import { dataCell, fact } from '../show/cell.js';
import { standingTo, type Way } from './agreement-standing.js';
import { type Nothing, nothingDone } from './nothing-done.js';
import { reasonIn, type StepKnown, type TypedStep } from './step-question.js';
import { StopJourney } from './stop.journey.js';

const KEYS = { stop: 'agreement', resume: 'resume' } as const;
/** As the API gives it: its entity tag. */
const VERSION = /^"[1-9]\d{0,8}"$/;

interface Looked extends StepKnown {
  readonly agreement: AgreementLine;
  readonly version: string;
}
type Stopping = Underway<TypedStep, Looked>;

/** The emergency stop of one agreement, and its end: one screen each, for the version that was looked at. */
export class AgreementStopJourney extends StopJourney<Looked> {
  readonly path: string;

  constructor(private readonly way: Way) {
    super();
    this.path = `officer/agreements/:id/${way}`;
  }

  protected async look({ t, broker }: Visit, { id = '' }: Params): Promise<Looked> {
    if (!isAgreementId(id)) throw notFound();
    const { body, response } = await broker.read('/api/policy/v1/agreements/{id}', { path: { id } });
    const step = { key: KEYS[this.way], name: `${body.id} ${body.title}`, reasoned: true };
    return { t, agreement: body, version: response.headers.get('etag') ?? '', step };
  }

  override begin({ version }: Pick<Looked, 'version'>): TypedStep {
    return { ...this.answersIn({}), version };
  }

  frame({ known: { agreement } }: Stopping): Frame {
    return { section: AGREEMENTS, before: `${AGREEMENTS}/${agreement.id}` };
  }

  override async instead(_step: string, { known }: Stopping): Promise<Page | undefined> {
    return this.saysHowItIs(known);
  }

  async send({ visit, known, answers }: Stopping): Promise<Redirect> {
    const { agreement } = known;
    if (!VERSION.test(answers.version)) throw formRefused();
    await visit.broker.post(`/api/policy/v1/agreements/{id}/${this.way === 'stop' ? 'suspend' : 'resume'}`, {
      path: { id: agreement.id },
      body: { reason: reasonIn(answers) },
      header: { ...visit.once, 'If-Match': answers.version },
    });
    return this.led(`${AGREEMENTS}/${agreement.id}`, known);
  }

  /**
   * Somebody changed it after this officer looked. What they wanted is so already, or can never be: then that is said. Else both
   * are shown, and what was typed may be sent for how it is now.
   */
  override async refused({ status }: ApiProblem, underway: Stopping): Promise<Page | undefined> {
    if (status !== 412 && status !== 409) return undefined;
    const { visit, answers: typed, known } = underway;
    const now = await this.look(visit, { id: known.agreement.id });
    const inVain = this.saysHowItIs(now, { reasoned: true });
    if (inVain) return inVain;
    const { template, title, model } = this.questions[0]!.page(typed, now, []);
    const kept = carriedFields({ version: now.version }, []);
    const overtaken = { ...model, overtaken: this.compared(typed, now), kept };
    return new Page(template, title, overtaken, {
      section: AGREEMENTS,
      back: `${AGREEMENTS}/${now.agreement.id}`,
      status: 409,
    });
  }

  /** What was sent, and how it is now. */
  private compared(typed: TypedStep, { t, agreement }: Looked): object {
    return {
      sent: [
        fact(t('officer.overtaken.step'), { text: t(`officer.stops.${KEYS[this.way]}.button`) }),
        fact(t('officer.stops.reason'), dataCell(reasonIn(typed))),
        fact(t('officer.overtaken.version'), dataCell(typed.version.replaceAll('"', ''))),
      ],
      now: [
        fact(t('officer.agreements.head.state'), stateCell(t, agreement.state)),
        fact(t('officer.overtaken.version'), dataCell(String(agreement.version))),
      ],
    };
  }

  /** The page that says how it is, where the step can do nothing; undefined where it can be taken. */
  private saysHowItIs({ t, agreement, step: { name } }: Looked, sent?: Nothing['sent']): Page | undefined {
    const standing = standingTo(this.way, agreement, new Date());
    if (standing === 'open') return undefined;
    const see = { texts: 'agreement', href: `${AGREEMENTS}/${agreement.id}` } as const;
    const isSo = this.way === 'stop' ? 'isStopped' : 'isNotStopped';
    const texts = standing === 'done' ? (sent ? 'already' : isSo) : 'isNotInForce';
    return nothingDone(t, { texts, name, section: AGREEMENTS, see, ...(sent ? { sent } : {}) });
  }
}
