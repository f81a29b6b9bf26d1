import { isUnreadable, type AccessQuestion, type Semantic, type UnreadableItem } from '#libs/contracts';
import { type Principal, type SignIn, UnavailableError } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DecideRequests, type Decided } from './decide-requests.js';
import { ownQuestion, type OwnQuestion, type UnknownWord } from './own-question.js';
import type { Recordable } from './call-record.js';
import { RecordDecisions } from './record-decisions.js';
import { type Denied, SealDecisions } from './seal-decisions.js';
import { ResolveQuestions } from './resolve-questions.js';

/** The answers, and for whom they are. */
export interface EvaluatedFor {
  readonly by: Principal;
  readonly evaluated: readonly Evaluated[];
}

/** What became of one question: decided, denied for a word that is not known here, or not readable at all. */
export type Evaluated =
  | { readonly decided: Decided; readonly entryId: string }
  | { readonly unknown: UnknownWord; readonly entryId: string }
  | UnreadableItem;

type Read = OwnQuestion | UnknownWord | UnreadableItem;
type Answered = Decided | Denied | UnreadableItem;

const MAX_ATTEMPTS = 3;

/**
 * Decides questions as the release line would, and releases nothing (AuthZEN 1.0): let in and resolve → gather facts → decide → compare and
 * record → answer. Answers are in the order asked, up to and with the first that the semantic stops at; a failure is a denial.
 * Each denial and permit is an entry; what could not be read is none. What has moved until it is recorded is resolved, gathered
 * and decided anew, all that were asked together.
 */
@Injectable()
export class EvaluateAccess {
  constructor(
    private readonly resolving: ResolveQuestions,
    private readonly deciding: DecideRequests,
    private readonly sealing: SealDecisions,
    private readonly recording: RecordDecisions,
  ) {}

  /**
   * @throws ProblemError where whoever signed in is not let in
   * @throws UnavailableError where facts moved each time: nothing was recorded, and it may be asked again.
   */
  async evaluate(
    signIn: SignIn,
    questions: readonly (AccessQuestion | UnreadableItem)[],
    semantic: Semantic,
  ): Promise<EvaluatedFor> {
    const read = questions.map((question): Read => (isUnreadable(question) ? question : ownQuestion(question)));
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const { by, requests, keys } = await this.resolving.resolve(signIn, read.filter(isOwn));
      const decided = this.deciding.decideToRecord(requests, attempt);
      const answered = await answerEach(read, decided, semantic);
      const sealed = await this.sealing.seal(by, answered.filter(isRecorded), keys);
      if (await this.recording.record(sealed)) return { by, evaluated: withEntries(answered, sealed) };
    }
    throw new UnavailableError('a decision on facts that do not move', 1);
  }
}

async function answerEach(
  read: readonly Read[],
  decided: AsyncGenerator<Decided, void, undefined>,
  semantic: Semantic,
): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const item of read) {
    const answer = isOwn(item) ? (await decided.next()).value! : denied(item);
    answered.push(answer);
    const permits = 'decision' in answer && answer.decision.outcome === 'permit';
    if (semantic === (permits ? 'permit_on_first_permit' : 'deny_on_first_deny')) break;
  }
  return answered;
}

function withEntries(answered: readonly Answered[], sealed: readonly Recordable[]): Evaluated[] {
  let next = 0;
  return answered.map((item): Evaluated => {
    if (!isRecorded(item)) return item;
    const entryId = sealed[next]!.entry.id;
    next += 1;
    return 'unknown' in item ? { unknown: item.unknown, entryId } : { decided: item, entryId };
  });
}

const isOwn = (item: Read): item is OwnQuestion => typeof item === 'object' && !('unreadable' in item);

const isRecorded = (item: Answered): item is Decided | Denied => !('unreadable' in item);

const denied = (item: Exclude<Read, OwnQuestion>): Denied | UnreadableItem =>
  typeof item === 'string' ? { unknown: item } : item;
