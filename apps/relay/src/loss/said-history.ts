import {
  DIRECTIVE_ANSWER_OF,
  type DirectiveAnswer,
  directiveEndOf,
  type DirectiveFact,
  directiveMatches,
  type DirectiveScope,
  type Instant,
  isWithin,
  parseInstant,
} from '#libs/domain';
import { answersAt, type Span } from './standing-answers.js';

/** One version of what a resident said, also when it counts no more. */
export interface SaidVersion extends DirectiveFact {
  readonly version: number;
  readonly supersededAt: string | null;
  /** Of the resident, made by this version; null where it is older than the noting of epochs. */
  readonly epoch: number | null;
}

/** What one flow was answered at the moment when a version began to count. */
export interface AnswerThen {
  readonly epoch: number | null;
  readonly at: Instant;
  /** By all that stood at that moment; null where the version itself did not stand any more when it was to begin. */
  readonly answer: DirectiveAnswer | null;
  /** Whether it is a yes that was changed to say no more of this flow, while the one before it still counted. */
  readonly letsGo: boolean;
}

/** A version whose instants were read once. */
interface Word {
  readonly said: SaidVersion;
  readonly recorded: Instant;
  readonly starts: Instant;
  readonly expires: Instant | null;
  readonly superseded: Instant | null;
  readonly begins: Instant;
}

/**
 * All that a resident ever said, as it answered each flow in its time. Its instants are read once, and each flow is walked once
 * in their order: a resident who changed their mind a thousand times, with as many deliveries, costs what each of them costs,
 * and not their product, on a loop that serves everybody. Keep it for no longer than one decision of a batch.
 */
export class SaidHistory {
  private readonly words: readonly Word[];
  private readonly byVersion = new Map<string, Word>();
  private readonly walked = new Map<string, readonly AnswerThen[]>();

  constructor(said: readonly SaidVersion[]) {
    this.words = said.map(read);
    for (const word of this.words) {
      const key = keyOf(word.said.id, word.said.version);
      if (!this.byVersion.has(key)) this.byVersion.set(key, word);
    }
  }

  /** One for each version, in the order in which they were given. */
  answers(scope: DirectiveScope): readonly AnswerThen[] {
    if (this.words.length === 0) return [];
    const { source, recipient, category, purpose, agreement, maxConsentDays } = scope;
    const flow = JSON.stringify([source, recipient, category, purpose, agreement, maxConsentDays]);
    const known = this.walked.get(flow) ?? this.walk(scope);
    this.walked.set(flow, known);
    return known;
  }

  private walk(scope: DirectiveScope): AnswerThen[] {
    const moments = this.words.map(({ begins }) => begins);
    const answers = answersAt(
      this.words.flatMap((word) => spansOf(word, scope)),
      moments,
    );
    return this.words.map((word, index) => ({
      epoch: word.said.epoch,
      at: word.begins,
      answer: isWithin(word.begins, word.recorded, word.superseded) ? answers[index]! : null,
      letsGo: this.letsGo(word, scope),
    }));
  }

  private letsGo({ said, recorded }: Word, scope: DirectiveScope): boolean {
    if (said.status !== 'ConsentGiven' || directiveMatches(said, scope)) return false;
    const before = this.byVersion.get(keyOf(said.id, said.version - 1));
    return (
      before?.said.status === 'ConsentGiven' &&
      directiveMatches(before.said, scope) &&
      isWithin(recorded, before.starts, endOf(before, scope))
    );
  }
}

/** Of nobody who said anything since. */
export const NOTHING_SAID = new SaidHistory([]);

const keyOf = (id: string, version: number): string => `${id}/${version}`;

function read(said: SaidVersion): Word {
  const [recorded, starts] = [parseInstant(said.recordedAt), parseInstant(said.startsAt)];
  const expires = said.expiresAt === null ? null : parseInstant(said.expiresAt);
  const superseded = said.supersededAt === null ? null : parseInstant(said.supersededAt);
  return { said, recorded, starts, expires, superseded, begins: Math.max(recorded, starts) };
}

const endOf = ({ said, starts, expires }: Word, { maxConsentDays }: DirectiveScope): Instant | null =>
  directiveEndOf(said.status, starts, expires, maxConsentDays);

/** While it stood and counted. An objection that waits for its decision may be declined yet, and says nothing here. */
function spansOf(word: Word, scope: DirectiveScope): Span[] {
  if (word.said.status === 'ObjectionPendingHighHarm' || !directiveMatches(word.said, scope)) return [];
  const to = Math.min(word.superseded ?? Infinity, endOf(word, scope) ?? Infinity);
  return word.begins < to ? [{ answer: DIRECTIVE_ANSWER_OF[word.said.status], from: word.begins, to }] : [];
}
