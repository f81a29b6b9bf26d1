import { IsIn, IsOptional, IsUUID } from 'class-validator';

export const IDENTITY_ANSWERS = ['same', 'different', 'cannot-tell'] as const;
export type IdentityAnswer = (typeof IDENTITY_ANSWERS)[number];

/** Parts of a person's details. Which of them to look at says nothing of what anybody else sent. */
export const ASKED_PARTS = ['name', 'birth', 'address', 'number'] as const;
export type AskedPart = (typeof ASKED_PARTS)[number];

/**
 * A question about somebody whom your agency knows: is there anybody else of their name and birth, or is it always them?
 * It shows your side only: never whom it may be besides, nor who asks.
 */
export class IdentityCheckView {
  readonly id!: string;
  /** By your agency's own identifier: the pairwise pseudonym; for an officer the internal id. */
  readonly resident!: string;
  readonly openedAt!: string;
  /** What is to be looked at with the person, or in your own file. */
  readonly asks!: AskedPart[];
}

export class IdentityCheckList {
  readonly items!: IdentityCheckView[];
  /** Pass it as `after` for what follows; null at the end. */
  readonly next!: string | null;
}

export class IdentityAnswerBody {
  /** `same`: there is one such person. `different`: there are two. `cannot-tell` leaves the question to others. */
  @IsIn(IDENTITY_ANSWERS)
  readonly answer!: IdentityAnswer;
}

export class IdentityCheckQuery {
  @IsOptional()
  @IsUUID()
  readonly after?: string;
}
