import { IsInstant } from '#libs/contracts';
import { SIMULATION_STATES, type SimulationState } from './simulation.row.js';

/** The period whose decisions are looked at: from its start, up to but without its end. */
export class NewSimulationDto {
  @IsInstant()
  readonly from!: string;

  @IsInstant()
  readonly until!: string;
}

export class SimulationDto {
  readonly id!: string;
  readonly bundle!: string;
  readonly from!: string;
  readonly until!: string;
  readonly state!: SimulationState;
  readonly askedBy!: string;
  readonly askedAt!: string;
  readonly endedAt!: string | null;
  /** Decisions of the period, those looked at so far, and those that nobody can open any more (erased residents). */
  readonly total!: number;
  readonly done!: number;
  readonly unreadable!: number;
  readonly newlyAllowed!: number;
  readonly newlyDenied!: number;
  /** Residents of whom somebody would newly see something. */
  readonly residentsExposed!: number;
}

/** Of past decisions, in the words of their time. Only of decisions in which the officer's agency is source or recipient (domain 1.15); the counts are of all. */
export class SimulationDifferenceDto {
  readonly entryId!: string;
  readonly at!: string;
  readonly change!: 'newly-allowed' | 'newly-denied';
  readonly requester!: string;
  readonly resident!: string;
  readonly source!: string;
  readonly recipient!: string;
  readonly category!: string;
  readonly purpose!: string;
  readonly ruleBefore!: string;
  readonly ruleAfter!: string;
}

/** One line of the stream: what was found, or how far it is. The last line is the end state. */
export class SimulationLine {
  readonly difference?: SimulationDifferenceDto;
  readonly simulation?: SimulationDto;
}

export const ENDED: readonly SimulationState[] = SIMULATION_STATES.filter(
  (state) => state !== 'waiting' && state !== 'running',
);
