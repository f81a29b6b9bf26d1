import { withCpu } from '../cpu/with-cpu.js';
import { interleaved, mediansOf } from '../interleaved.js';
import { LookTown } from '../look/look-town.js';
import { measureLooks } from '../look/measure-looks.js';
import { onOwnStack } from '../on-own-stack.js';
import type { PartOptions, PartReport } from '../part.js';
import { medianCpu, type Round } from '../round.js';
import { rounded } from '../statistics.js';
import { measurePolicies } from './measure-policies.js';
import { SeedPlace } from './seed-place.js';

const RESIDENTS = [10_000, 100_000, 1_000_000] as const;
const DIRECTIVES = [5, 1_000] as const;
const AGREEMENTS = 1_000;
const CALLERS = 16;
/** Whom a look of a group is about; half of them are new each time. */
const GROUP = 32;
const WARM_UP_SECONDS = 5;

type Seen = Record<string, readonly Round[]>;

/**
 * What a look costs while the place grows, in processor time of app and database, half of the facts kept. Sizes that only
 * grow come one after the other; the rest is interleaved. Rows are seeded by SQL.
 */
export const measureGrowthPart = ({ rounds, seconds }: PartOptions): Promise<PartReport> =>
  onOwnStack(async (stack) => {
    const place = new SeedPlace(stack.patient);
    const everybody = await LookTown.prepare(stack, 3 * GROUP);
    const [town, few, many] = [0, 1, 2].map((at) => everybody.only(at * GROUP, GROUP)) as [
      LookTown,
      LookTown,
      LookTown,
    ];
    const look = (of: LookTown) => () =>
      withCpu(stack.worked(), () => measureLooks(of, { keptPercent: 50, connections: CALLERS, seconds }));
    const seededSeconds: Record<string, number> = {};
    const seed = async (name: string, seeding: Promise<number>): Promise<void> => {
      seededSeconds[name] = rounded(await seeding);
      // What was just planned for another size is planned anew.
      await measureLooks(town, { keptPercent: 50, connections: CALLERS, seconds: WARM_UP_SECONDS });
    };
    await seed(`residents${RESIDENTS[0]}`, place.residents(RESIDENTS[0]));
    const internal = (of: LookTown): string[] => of.residents.map((resident) => resident.internal);
    await seed('directives5', place.directives(internal(few), DIRECTIVES[0]));
    await seed('directives1000', place.directives(internal(many), DIRECTIVES[1]));
    const directives = await interleaved({ directives5: look(few), directives1000: look(many) }, rounds);
    const seen: Seen = { ...directives };
    Object.assign(seen, await interleaved({ [`residents${RESIDENTS[0]}`]: look(town) }, rounds));
    await seed('agreements1000', place.agreements(AGREEMENTS));
    Object.assign(seen, await interleaved({ agreements1000: look(town) }, rounds));
    await place.withoutAgreements();
    for (const residents of RESIDENTS.slice(1)) {
      await seed(`residents${residents}`, place.residents(residents));
      Object.assign(seen, await interleaved({ [`residents${residents}`]: look(town) }, rounds));
    }
    Object.assign(seen, await measurePolicies(rounds, seconds));
    return { about: { seededSeconds, callers: CALLERS }, results: mediansOf(seen), ratios: growthRatios(seen) };
  });

/** Each beside the smallest of its kind. */
export function growthRatios(seen: Seen): Record<string, number> {
  const to = (larger: string, smaller: string): number => rounded(medianCpu(seen[larger]) / medianCpu(seen[smaller]));
  const smallest = `residents${RESIDENTS[0]}`;
  return {
    ...Object.fromEntries(RESIDENTS.slice(1).map((n) => [`residents${n}`, to(`residents${n}`, smallest)])),
    directives1000: to('directives1000', 'directives5'),
    agreements1000: to('agreements1000', smallest),
    policies300: to('policies300', 'policies30'),
  };
}
