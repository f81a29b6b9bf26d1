import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { Instant } from '../input/instant.js';
import { type Allowance, ALLOWANCE_REASONS, type AllowanceReason, type Shield } from './shield-store.js';

export class LiftBody {
  /** When the resident was spoken to by the safe channel. */
  @Instant()
  readonly contactedAt!: Date;
}

export class AllowanceBody {
  @Matches(/^[A-Z0-9-]{2,20}$/)
  readonly agency!: string;

  /** One practitioner of that agency; left out: its team. */
  @IsOptional()
  @IsUUID()
  readonly practitionerId?: string | null;

  @IsIn(ALLOWANCE_REASONS)
  readonly reason!: AllowanceReason;

  /** At most three months ahead. */
  @Instant()
  readonly until!: Date;
}

export class AllowanceView {
  readonly id!: string;
  readonly agency!: string;
  readonly practitionerId!: string | null;
  readonly reason!: AllowanceReason;
  readonly until!: string;
}

/** A resident's address, phone, landlord and surgery are hidden from everybody but those allowed. */
export class ShieldView {
  readonly id!: string;
  readonly startsAt!: string;
  /** Somebody has asked to lift it; a second person has not confirmed. */
  readonly liftRequested!: boolean;
  readonly allowed!: AllowanceView[];
}

export class ShieldList {
  readonly items!: ShieldView[];
  readonly next!: string | null;
}

export function shieldView({ id, startsAt, liftRequestedBy }: Shield, allowed: readonly Allowance[]): ShieldView {
  return {
    id,
    startsAt,
    liftRequested: liftRequestedBy !== null,
    allowed: allowed.map((item) => ({ ...item, until: item.until.toISOString() })),
  };
}
