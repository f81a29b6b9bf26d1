import { IsIn, IsOptional } from 'class-validator';
import { CHANNELS, type Channel } from '../directive/directive.row.js';

export class OptOutBody {
  /** How the resident told whoever records it; staff always say. */
  @IsOptional()
  @IsIn(CHANNELS)
  readonly channel?: Channel;
}

/** The resident's data is not used for research and planning (domain 1.8). */
export class OptOutView {
  readonly id!: string;
  readonly startsAt!: string;
  readonly endsAt!: string | null;
}

export class OptOutList {
  readonly items!: OptOutView[];
  readonly next!: string | null;
}
