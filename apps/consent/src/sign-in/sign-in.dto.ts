import { IsString, Matches } from 'class-validator';

export class SignInBody {
  /** The subject of the resident's sign-in at the residents' issuer. */
  @IsString()
  @Matches(/^[!-~]{1,255}$/)
  readonly subject!: string;
}

export const SIGN_IN_STATES = ['asked', 'counts', 'lapsed', 'removed'] as const;
export type SignInState = (typeof SIGN_IN_STATES)[number];

/** A sign-in of a resident's, without what it is at the issuer. */
export class SignInView {
  readonly id!: string;
  /** `asked`: a second officer has to confirm it, within a week. Only one that `counts` opens anything. */
  readonly state!: SignInState;
  readonly askedAt!: string;
  readonly countsSince!: string | null;
  readonly removedAt!: string | null;
}

export class SignInList {
  readonly items!: SignInView[];
  readonly next!: string | null;
}
