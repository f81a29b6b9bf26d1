import { parseBundle, type Bundle, type Rule } from '#libs/cedar';
import { CATEGORIES, LEGAL_MODES, OFFICER_ROLES, PURPOSES, ROLES } from '#libs/domain';

export const DIMENSIONS = ['who', 'category', 'purpose', 'mode', 'agreement'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The value of `agreement` that stands for every agreement that no rule names, and for none. */
export const ANY_AGREEMENT = 'any';

/** A condition on a request by which a change is told: "the category is MEDS". */
export interface Probe {
  readonly dimension: Dimension;
  readonly value: string;
  readonly when: string;
}

const STAFF_ROLES = ROLES.filter((role) => !(OFFICER_ROLES as readonly string[]).includes(role));
const quoted = (text: string): string => JSON.stringify(text);
const has = (role: string): string => `principal.roles.contains(${quoted(role)})`;

/** One of this kind, in this role alone: what somebody sees because of another of their roles is told of that one. */
const inRole = (kind: string, role: string | null, without: readonly string[] = ROLES): string =>
  [
    `principal.kind == ${quoted(kind)}`,
    ...(role === null ? [] : [has(role)]),
    ...without.filter((other) => other !== role).map((other) => `!${has(other)}`),
  ].join(' && ');

const who = (value: string, when: string): Probe => ({ dimension: 'who', value, when });

/** Officers hold roles of their own, systems and residents none: the registry lets in nobody else. */
const WHO: readonly Probe[] = [
  ...STAFF_ROLES.map((role) => who(role, inRole('practitioner', role))),
  who('practitioner', inRole('practitioner', null)),
  who('officer', inRole('officer', null, STAFF_ROLES)),
  ...['system', 'resident'].map((kind) => who(kind, inRole(kind, null))),
];

export const EVERYONE = WHO.length;

const equal = (dimension: 'category' | 'purpose', values: readonly string[]): Probe[] =>
  values.map((value) => ({ dimension, value, when: `context.${dimension} == ${quoted(value)}` }));

/** The legal mode of a ground: its agreement's, or its override's where there is none. */
const MODES = LEGAL_MODES.map((mode): Probe => {
  const when = `if context has agreement then context.agreement.mode == ${quoted(mode)}
    else context has override && context.override.mode == ${quoted(mode)}`;
  return { dimension: 'mode', value: mode, when };
});

/** Agreements that the rules name, which none should for long: they are a place's data. */
function agreementsNamed(bundles: readonly Bundle[]): string[] {
  const texts = bundles.flatMap(({ rules }) => [...rules.values()].map(({ text }) => text));
  const named = texts.flatMap((text) =>
    [...text.matchAll(/agreement\.id\s*==\s*"([^"\\]+)"/g)].map((match) => match[1]!),
  );
  return [...new Set(named)].sort();
}

function agreementProbes(bundles: readonly Bundle[]): Probe[] {
  const named = agreementsNamed(bundles);
  const is = (id: string): string => `context.agreement.id == ${quoted(id)}`;
  const among = named.map(is).join(' || ') || 'false';
  return [
    ...named.map((id): Probe => ({ dimension: 'agreement', value: id, when: `context has agreement && ${is(id)}` })),
    { dimension: 'agreement', value: ANY_AGREEMENT, when: `!(context has agreement && (${among}))` },
  ];
}

/** By what a change of these bundles is told. */
export const probesFor = (bundles: readonly Bundle[]): Probe[] => [
  ...WHO,
  ...equal('category', CATEGORIES),
  ...equal('purpose', PURPOSES),
  ...MODES,
  ...agreementProbes(bundles),
];

/** Probes as rules, so that the prover reads them with the bundles' own. @throws BundleError where the schema lacks a word */
export function probeRules(probes: readonly Probe[], schema: string): Rule[] {
  const text = probes
    .map(({ when }, index) => `@id("${index}") permit (principal, action, resource) when { ${when} };`)
    .join('\n');
  const { rules } = parseBundle([
    { name: 'schema.cedarschema', text: schema },
    { name: 'probes.cedar', text },
  ]);
  return probes.map((_, index) => rules.get(String(index))!);
}
