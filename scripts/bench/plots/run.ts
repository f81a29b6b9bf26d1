/** A `run.json` of the bench, as far as it is drawn and told: any part may be missing. */
export interface BenchRun {
  readonly machine: { readonly cpus: number; readonly node: string };
  readonly rounds: number;
  readonly seconds: number;
  readonly ratios: Readonly<Record<string, Readonly<Record<string, number | undefined>> | undefined>>;
  readonly look?: PartOfRun;
  readonly growth?: PartOfRun;
}

interface PartOfRun {
  readonly results: Readonly<Record<string, Readonly<Record<string, number | undefined>> | undefined>>;
}
