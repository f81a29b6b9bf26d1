import { loadPolicies } from '#libs/pdp';
import { parseBundle, type Bundle } from '#libs/cedar';

const STRICTER = `
@id("race-no-equipment")
@reason("category-stopped")
@explain("The stricter bundle of the race shares no equipment.")
forbid (principal, action, resource)
when { context.category == "EQUIPMENT" };
`;

type RaceBundles = readonly [ours: Bundle, stricter: Bundle];

let parsed: Promise<RaceBundles> | undefined;

/** The project's own policies, and the same with one rule more: what the place switches between in a race. Parsed once. */
export const raceBundles = (): Promise<RaceBundles> => (parsed ??= parseBundles());

async function parseBundles(): Promise<RaceBundles> {
  const ours = await loadPolicies('policies');
  const files = ours.files.map((file) =>
    file.name === 'precedence.json' ? { ...file, text: widened(file.text) } : file,
  );
  return [ours, parseBundle([...files, { name: 'race.cedar', text: STRICTER }])];
}

function widened(precedence: string): string {
  return JSON.stringify([{ step: 'race', rules: ['race-no-equipment'] }, ...(JSON.parse(precedence) as object[])]);
}
