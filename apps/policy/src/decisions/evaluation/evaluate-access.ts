import { isUnreadable, type AccessQuestion, type Semantic, type UnreadableItem } from '#libs/contracts';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DecideRequests, type Decided } from './decide-requests.js';
import { ownQuestion, type OwnQuestion, type UnknownWord } from './own-question.js';
import { WriteDecisionEntries, type Denied } from './write-decision-entries.js';
import { ResolveQuestions } from './resolve-questions.js';

/** What became of one question: decided, denied for a word that is not known here, or not readable at all. */
export type Evaluated =
  | { readonly decided: Decided; readonly entryId: string }
  | { readonly unknown: UnknownWord; readonly entryId: string }
  | UnreadableItem;

type Read = OwnQuestion | UnknownWord | UnreadableItem;

/**
 * Decides questions as the release line would, and releases nothing (AuthZEN 1.0): resolve → facts of all in one statement
 * → decide → record → answer. Answers are in the order asked, up to and with the first that the semantic stops at; a
 * failure is a denial. Each denial and permit is an entry; what could not be read is none.
 */
@Injectable()
export class EvaluateAccess {
  constructor(
    private readonly resolving: ResolveQuestions,
    private readonly deciding: DecideRequests,
    private readonly entries: WriteDecisionEntries,
  ) {}

  async evaluate(
    by: Principal,
    questions: readonly (AccessQuestion | UnreadableItem)[],
    semantic: Semantic,
  ): Promise<Evaluated[]> {
    const read = questions.map((question): Read => (isUnreadable(question) ? question : ownQuestion(question)));
    const answered = await this.answer(by, read, semantic);
    const entryIds = await this.entries.write(by, answered.filter(isRecorded));
    let next = 0;
    return answered.map((item): Evaluated => {
      if (!isRecorded(item)) return item;
      const entryId = entryIds[next]!;
      next += 1;
      return 'unknown' in item ? { unknown: item.unknown, entryId } : { decided: item, entryId };
    });
  }

  private async answer(
    by: Principal,
    read: readonly Read[],
    semantic: Semantic,
  ): Promise<(Decided | Denied | UnreadableItem)[]> {
    const decided = this.deciding.decide(await this.resolving.resolve(by, read.filter(isOwn)));
    const answered: (Decided | Denied | UnreadableItem)[] = [];
    for (const item of read) {
      const answer = isOwn(item) ? (await decided.next()).value! : denied(item);
      answered.push(answer);
      const permits = 'decision' in answer && answer.decision.outcome === 'permit';
      if (semantic === (permits ? 'permit_on_first_permit' : 'deny_on_first_deny')) break;
    }
    return answered;
  }
}

const isOwn = (item: Read): item is OwnQuestion => typeof item === 'object' && !('unreadable' in item);

const isRecorded = (item: Decided | Denied | UnreadableItem): item is Decided | Denied => !('unreadable' in item);

const denied = (item: Exclude<Read, OwnQuestion>): Denied | UnreadableItem =>
  typeof item === 'string' ? { unknown: item } : item;
