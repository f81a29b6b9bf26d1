import type { policy } from '#libs/client';

/** How far a shadow replay is, and what it found. */
export type Simulation = policy.SimulationDto;
export type SimulationDifference = policy.SimulationDifferenceDto;

/** The differences in a stream of JSON lines that has ended; its other lines tell progress. */
export function differencesIn(lines: string): SimulationDifference[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const { difference } = JSON.parse(line) as policy.SimulationLine;
      return difference ? [difference] : [];
    });
}
