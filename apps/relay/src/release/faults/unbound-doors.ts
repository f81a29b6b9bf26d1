import { setTimeout as wait } from 'node:timers/promises';
import { Controller, Get, Query, Req } from '@nestjs/common';
import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import type { FastifyRequest } from 'fastify';
import type { Asked, Way } from '../asked.js';
import { Held, RESPOND_WITHIN_MS } from '../held.js';
import { EVERY_OBLIGATION } from '../keep-obligations.js';
import { ReleaseLine } from '../release-line.js';

/** What the planted doors try to send. */
export const SECRET = 'what she said at the door';

const WAY: Way<string> = {
  keeps: EVERY_OBLIGATION,
  prepare: (decided) => Promise.resolve(decided.map((item) => ({ ...item, content: new Held(SECRET) }))),
};

/** The question of each; `id` becomes the disclosure's. */
export interface Question {
  readonly id: string;
  readonly resident: string;
}

/**
 * The faults: doors that would send content which nothing binds to its second. What the compiler refuses of them is written
 * down beside it, and each is held here to what is left at run time. The first one is as a door should be.
 */
@Controller('planted')
export class UnboundDoors {
  constructor(private readonly line: ReleaseLine) {}

  @Get('sound')
  @Allow('practitioner')
  async sound(@CurrentPrincipal() who: Principal, @Query() question: Question, @Req() request: FastifyRequest) {
    const [released] = await this.line.release([toAsked(who, question)], WAY, request);
    return { content: released!.content };
  }

  /** It answers after its second, and has written nothing for that. */
  @Get('slow')
  @Allow('practitioner')
  async slow(@CurrentPrincipal() who: Principal, @Query() question: Question, @Req() request: FastifyRequest) {
    const answer = await this.sound(who, question, request);
    await wait(RESPOND_WITHIN_MS);
    return answer;
  }

  /** It forgets to say which answer carries what it lets out. */
  @Get('forgetful')
  @Allow('practitioner')
  async forgetful(@CurrentPrincipal() who: Principal, @Query() question: Question) {
    // @ts-expect-error -- an answer must carry it
    const [released] = await this.line.release([toAsked(who, question)], WAY);
    return { content: released!.content };
  }

  /** It says that nothing leaves but to the outbox, and sends what it got. */
  @Get('as-offer')
  @Allow('practitioner')
  async asOffer(@CurrentPrincipal() who: Principal, @Query() question: Question) {
    // @ts-expect-error -- a way that fetches content is none by which something is offered
    const nothing: void = await this.line.offer([toAsked(who, question)], WAY);
    return { content: nothing };
  }

  /** It takes what was prepared, around the line. */
  @Get('around')
  @Allow('practitioner')
  async around(@CurrentPrincipal() who: Principal, @Query() question: Question) {
    const [prepared] = await WAY.prepare(await this.line.foresee([toAsked(who, question)]));
    return { content: prepared!.content };
  }
}

function toAsked({ id: requesterId, agency }: Principal, { id, resident: residentId }: Question): Asked {
  const between = { sourceAgency: 'NM-ACUTE', recipientAgency: agency! };
  return {
    id,
    kind: 'view',
    request: { requesterId, action: 'read', residentId, ...between, category: 'MEDS', purpose: 'COC' },
  };
}
