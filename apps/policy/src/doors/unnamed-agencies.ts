import type { Principal } from '#libs/http';

/**
 * Agencies that no list, agreement or stop may name to this reader: that a refuge is here, and what it takes part in, shows
 * an area or an event (domain 1.15, "Names locate"). Its own people know it, and officers register and stop it.
 */
export const unnamedFor = ({ kind, agency }: Principal, discreet: readonly string[]): string[] =>
  kind === 'officer' ? [] : discreet.filter((code) => code !== agency);
