import type { Category } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import type { RecallAnswer, Statement } from './answer-order.js';

export type RecallCause = 'withdrawn' | 'refused' | 'retracted';

/** One answer, as it was given and when. All of them are told, in order; `counts` marks what holds now. */
export class RecallAnswerView implements Statement {
  /** '' for the agency itself, else the name of its onward processor. */
  readonly processor!: string;
  @ApiProperty({ enum: ['received', 'deleted', 'kept'] })
  readonly answer!: RecallAnswer;
  /** With `kept`: why, in words for the resident. */
  readonly reason!: string | null;
  /** With `kept`: the London day after which it is deleted. */
  readonly keptUntil!: string | null;
  readonly answeredAt!: string;
  /** Of each processor the one that holds now; the others are what it said before. */
  readonly counts!: boolean;
}

/** A recall as its agency sees it: the delivery to let go of, why, and what was answered so far, in order. */
export class RecallView {
  readonly id!: string;
  readonly deliveryId!: string;
  readonly cause!: RecallCause;
  readonly raisedAt!: string;
  @ApiProperty({ type: [RecallAnswerView] })
  readonly answers!: RecallAnswerView[];
}

export class RecallPage {
  @ApiProperty({ type: [RecallView] })
  readonly recalls!: RecallView[];
  /** Where to go on; the same as `after` when there is nothing new. */
  readonly next!: string;
}

/** A recall as its resident sees it. */
export class ResidentRecall {
  readonly agency!: string;
  readonly cause!: RecallCause;
  readonly category!: Category;
  readonly openedAt!: string;
  readonly raisedAt!: string;
  @ApiProperty({ type: [RecallAnswerView] })
  readonly answers!: RecallAnswerView[];
}

export class ResidentRecalls {
  @ApiProperty({ type: [ResidentRecall] })
  readonly recalls!: ResidentRecall[];
}
