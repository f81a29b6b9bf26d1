import { IsBoolean, IsOptional, IsUUID } from 'class-validator';

/** What a change may do to what is, or waits to be, shared (design 3): a reader needs to know no more of it. */
export interface Effect {
  /** Something may flow that was refused before: what was not delivered may be offered. */
  readonly mayOpen: boolean;
  /** Something may be over for good: keys of what it ended are destroyed, and what was opened is called back. */
  readonly mayEnd: boolean;
}

/** Every change says of itself what it may open and end. Those of 0.3.0 say neither, and are read by their kinds (`effectOf`). */
export class Change implements Partial<Effect> {
  @IsOptional()
  @IsBoolean()
  readonly mayOpen?: boolean;

  @IsOptional()
  @IsBoolean()
  readonly mayEnd?: boolean;
}

/** A change about one resident, in the order of that resident. */
export class ChangeOfResident extends Change {
  @IsUUID()
  readonly residentId!: string;
}
