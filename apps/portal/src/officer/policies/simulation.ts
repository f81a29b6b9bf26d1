/** The policy app's `SimulationDto`: how far a shadow replay is, and what it found. */
export interface Simulation {
  readonly id: string;
  readonly bundle: string;
  readonly from: string;
  readonly until: string;
  readonly state: string;
  readonly endedAt: string | null;
  readonly total: number;
  readonly done: number;
  readonly unreadable: number;
  readonly newlyAllowed: number;
  readonly newlyDenied: number;
  readonly residentsExposed: number;
}

export interface SimulationDifference {
  readonly entryId: string;
  readonly at: string;
  readonly change: 'newly-allowed' | 'newly-denied';
  readonly source: string;
  readonly recipient: string;
  readonly category: string;
  readonly purpose: string;
  readonly ruleBefore: string;
  readonly ruleAfter: string;
}

/** The differences in a stream of JSON lines that has ended; its other lines tell progress. */
export function differencesIn(lines: string): SimulationDifference[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const { difference } = JSON.parse(line) as { difference?: SimulationDifference };
      return difference ? [difference] : [];
    });
}
