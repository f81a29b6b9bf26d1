/** What a part of the bench is told. */
export interface PartOptions {
  readonly rounds: number;
  /** Of each measure in a round. */
  readonly seconds: number;
  /** Whom looks are about. */
  readonly residents: number;
  /** Where the relay's CPU profile goes; none is written without it. */
  readonly profileFolder?: string;
}

/** What a part found. */
export interface PartReport {
  readonly results: object;
  /** Those that carry over to another machine, by names that stay. */
  readonly ratios?: object;
  /** What was measured, where the options do not say it. */
  readonly about?: object;
  /** Fails the run once everything is printed. */
  readonly wrong?: readonly string[];
}

export type MeasurePart = (options: PartOptions) => Promise<PartReport>;
