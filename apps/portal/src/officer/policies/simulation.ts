import type { policy } from '#libs/client';

/** How far a shadow replay is, and what it found. */
export type Simulation = policy.SimulationDto;
export type SimulationDifference = policy.SimulationDifferenceDto;

/** The differences in a stream of JSON lines that has ended; its other lines tell progress. */
export const differencesIn = (lines: string): SimulationDifference[] =>
  lines
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => (JSON.parse(line) as policy.SimulationLine).difference ?? []);
