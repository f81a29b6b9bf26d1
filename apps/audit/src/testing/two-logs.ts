/** As much of a line as says that something was done; both logs show it. */
interface Told {
  readonly id: string;
  readonly kind: string;
  readonly action: string;
  readonly outcome: string;
  readonly reason: string | null;
}

const said = ({ id, kind, action, outcome, reason }: Told): string =>
  [id, kind, action, outcome, reason ?? '-'].join(' ');

/** Lines that stand in one log of somebody's doings and not, or otherwise, in the other. A search is the searcher's alone. */
export function disagreements(hers: readonly Told[], theirs: readonly Told[]): string[] {
  const [told, own] = [hers, theirs.filter(({ kind }) => kind !== 'search')].map((lines) => lines.map(said));
  return [
    ...told!.filter((line) => !own!.includes(line)).map((line) => `only she reads: ${line}`),
    ...own!.filter((line) => !told!.includes(line)).map((line) => `only they read: ${line}`),
  ];
}
