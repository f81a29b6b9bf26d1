import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import fc from 'fast-check';

type Shape = new () => object;

/** Names that DTOs give to moments and days. */
const OF_TIME = /(At|Until|Date)$|^(from|to|until)$/;

const pad = (part: number): string => String(part).padStart(2, '0');

/** Days that no calendar has, as `Date` reads without complaint: 30 February is its 2 March. */
const impossibleDays: fc.Arbitrary<string> = fc
  .tuple(
    fc.integer({ min: 1950, max: 2090 }),
    fc.constantFrom([2, 30], [2, 31], [4, 31], [6, 31], [9, 31], [11, 31], [2, 29], [13, 1], [0, 10], [5, 0], [7, 32]),
  )
  .map(
    ([year, [month, day]]) => `${month === 2 && day === 29 ? year - (year % 4) + 1 : year}-${pad(month!)}-${pad(day!)}`,
  );

/** Written as moments, as days, and as what strict ISO 8601 allows besides: weeks and numbers of days. */
const impossible: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(impossibleDays, fc.constantFrom('T10:00:00Z', 'T23:59:59.999+01:00', '')).map((parts) => parts.join('')),
  fc.constantFrom('2026-W54', '2026-W60-1', '2026-400', '2026-11-22T25:00:00Z', '2026-11-22T24:00:00Z'),
);

/** The properties of a shape that take a moment or a day, by their names. */
export const timesOf = (shape: Shape): string[] => [
  ...new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(shape, '', true, false)
      .map(({ propertyName }) => propertyName)
      .filter((name) => OF_TIME.test(name)),
  ),
];

/** Properties that take a day that does not exist, each with one; empty where all of them refuse, by name. */
export function takesImpossible(shape: Shape, others: object = {}): string[] {
  return timesOf(shape).flatMap((name) => {
    const refuses = (text: string): boolean =>
      validateSync(plainToInstance(shape, { ...others, [name]: text })).some(({ property }) => property === name);
    const found = fc.check(fc.property(impossible, refuses), { numRuns: 60, seed: 20261129 });
    return found.failed ? [`${shape.name}.${name}: ${String(found.counterexample?.[0])}`] : [];
  });
}
