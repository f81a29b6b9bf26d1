/**
 * In which order residents are asked about: of those asked about before so many in a hundred, in turn, and evenly among
 * them each of the others once. Where everybody is to be new, nobody else is asked about.
 */
export function mixOf<T>(keptPercent: number, before: readonly T[], fresh: readonly T[]): T[] {
  if (keptPercent < 0 || keptPercent >= 100)
    throw new Error('from 0 to 99 in a hundred can have been asked about before');
  const length = Math.floor((fresh.length * 100) / (100 - keptPercent));
  let [kept, asked] = [0, 0];
  return Array.from({ length }, (_, at) => {
    const isKept = Math.floor(((at + 1) * keptPercent) / 100) > kept;
    if (!isKept) return fresh[(asked += 1) - 1]!;
    kept += 1;
    return before[(kept - 1) % before.length]!;
  });
}
