import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Broker } from '../api/broker.js';
import { KEPT_MINUTES, type Fields, type Person, type Session, type SessionContent } from '../session/session.js';
import type { SessionStore } from '../session/session-store.js';
import type { Translate } from '../words/texts.js';

/** One request by somebody: who they are, in which language, and the broker as they may use it. */
export class Visit {
  /** Of the form that was sent, where one was: for Idempotency-Key, so that a repetition has no second effect. */
  formId: string | undefined;
  /** The page shows what was typed before its session ended: it says why. */
  cameBack = false;
  /** The page is where a form led: what that did. */
  told: string | undefined;

  constructor(
    readonly language: string,
    readonly t: Translate,
    /** With the person's own token; without one where nobody is signed in. */
    readonly broker: Broker,
    public session: Session | undefined,
    private readonly store: SessionStore,
  ) {}

  /** For what is sent on: again with the same form it has no second effect. Only a page that takes a form may ask. */
  get once(): { 'Idempotency-Key': string } {
    return { 'Idempotency-Key': this.formId! };
  }

  get person(): Person | undefined {
    return this.session?.live ? this.session.content.person : undefined;
  }

  /** Answers of a journey of several pages; empty before the first. */
  answers(journey: string): Fields {
    return this.session?.content.answers?.[journey] ?? {};
  }

  /** Keeps a journey's answers, in place of what was kept; none at all forgets them. */
  async keep(journey: string, fields: Fields | undefined): Promise<void> {
    await this.change(({ answers = {}, ...content }) => {
      const { [journey]: _replaced, ...others } = answers;
      return { ...content, answers: fields ? { ...others, [journey]: fields } : others };
    });
  }

  /** What was typed into this page's form when the session had ended: told once, to the person who typed it. */
  async typedBefore(path: string): Promise<Fields | undefined> {
    const { parked } = this.session?.content ?? {};
    if (parked?.path !== path) return undefined;
    await this.change(({ parked: _told, ...content }) => content);
    if (Date.now() - parked.at > KEPT_MINUTES * 60_000) return undefined;
    this.cameBack = true;
    return parked.fields;
  }

  /** Once a form was taken and leads on: sent again, it leads there again. What it did is told there, once. */
  async formLedTo(path: string, text?: string): Promise<void> {
    if (this.formId === undefined) return;
    await this.store.ledTo(this.session!, this.formId, path);
    if (text !== undefined) await this.change((content) => ({ ...content, told: { path, text } }));
  }

  /** What the form did that led to this page, if one did: told now, and not again. */
  async toldAt(path: string): Promise<void> {
    const { told } = this.session?.content ?? {};
    if (told?.path !== path) return;
    await this.change(({ told: _now, ...content }) => content);
    this.told = told.text;
  }

  /** A form that changed nothing, because it was refused or could not be sent on, may be sent again. */
  async giveFormBack(): Promise<void> {
    if (this.formId !== undefined) await this.store.giveBackForm(this.session!, this.formId);
  }

  private async change(change: (content: SessionContent) => SessionContent): Promise<void> {
    const content = await this.store.change(this.session!.id, change);
    // Later questions of the same page see what was kept.
    if (content) this.session = { ...this.session!, content };
  }
}

const visits = new WeakMap<object, Visit>();

export const rememberVisit = (request: FastifyRequest, visit: Visit): void => void visits.set(request.raw, visit);
export const visitOf = (request: FastifyRequest): Visit | undefined => visits.get(request.raw);

/** The visit, as a parameter of a page's handler. */
export const ThisVisit = createParamDecorator((_: unknown, context: ExecutionContext): Visit => {
  return visitOf(context.switchToHttp().getRequest<FastifyRequest>())!;
});
