/** Who speaks for an agency where nothing more is said: its system; for Beacon, which has none, its worker. */
export function sayer(agency: string): string {
  return agency.toLowerCase();
}
