import type { DecisionRequest, ReasonCode } from '#libs/domain';
import type { AgreementFact, Facts } from '#libs/pdp';
import { LATER_FACTS } from '../facts/index.js';
import type { LawStep } from '../facts/later-fact.js';
import {
  agreementLive,
  categoryAllowed,
  kindAllowed,
  purposeAllowed,
  relationship,
  roleAllowed,
} from './agreement-terms.js';
import type { Considered, Ground, OracleAnswer, Step } from './answer.js';
import { consentNeeded } from './consent-needed.js';
import { basesOf, dutiesOf } from './duties.js';
import { hardBars } from './hard-bars.js';
import { instructions } from './instructions.js';
import { instantOf } from './moments.js';
import { isInForce, overrideBounds, restriction } from './overrides.js';

/** What later facts say at a step, beside the step's own; within a step the page gives no order. */
function withLater(name: LawStep, own: Step): Step {
  const later = LATER_FACTS.filter(({ law }) => law.step === name).map(({ law }) => law.says);
  if (later.length === 0) return own;
  return (considered) => {
    const said = [own, ...later].map((says) => says(considered)).filter((one) => one !== null);
    const reasons = said.flatMap((one) => ('deny' in one ? one.deny : []));
    return reasons.length > 0 ? { deny: reasons } : (said[0] ?? null);
  };
}

/** The order of domain 1.5. */
const STEPS: readonly Step[] = [
  withLater('hard bars', hardBars),
  withLater('restriction', restriction),
  overrideBounds,
  withLater('instructions', instructions),
  agreementLive,
  purposeAllowed,
  categoryAllowed,
  roleAllowed,
  kindAllowed,
  withLater('relationship', relationship),
  consentNeeded,
];

interface Weighed {
  considered: Considered;
  outcome: 'permit' | 'deny' | 'open';
  /** How far it came. */
  step: number;
  reasons: ReasonCode[] | null;
  why: string | null;
}

function weigh(considered: Considered): Weighed {
  let why: string | null = null;
  let step = 0;
  for (const ask of STEPS) {
    const said = ask(considered);
    if (said && 'open' in said) why ??= said.open;
    else if (said) return { considered, outcome: 'deny', step, reasons: why === null ? said.deny : null, why };
    step += 1;
  }
  return { considered, outcome: why === null ? 'permit' : 'open', step, reasons: null, why };
}

/** policies/README.md, "How a decision is made", 2. */
function groundsOf(request: DecisionRequest, facts: Facts): Ground[] {
  const now = instantOf(facts.now);
  const overrides = facts.overrides.filter((one) => isInForce(one, { request, now }));
  const grounds: Ground[] = [
    ...facts.agreements.map((agreement) => ({ agreement, override: null })),
    ...overrides.map((override) => ({ agreement: null, override })),
    ...facts.agreements.flatMap((agreement) =>
      overrides.filter(({ mode }) => mode === agreement.mode).map((override) => ({ agreement, override })),
    ),
  ];
  return grounds.length > 0 ? grounds : [{ agreement: null, override: null }];
}

function furthestOf(weighed: readonly Weighed[]): ReasonCode[] {
  const furthest = Math.max(...weighed.map(({ step }) => step));
  return weighed.filter(({ step }) => step === furthest).flatMap(({ reasons }) => reasons ?? []);
}

/**
 * The same, 5: one ground is told of, and of it the first step that denies. Section 2 shows which: an agreement in force
 * for the purpose; else an override (9b: "outside break-glass", though D1 stands between the two), or an agreement for
 * the purpose that is not in force (13b: "agreement not live"), the page not saying which of these; else the others (9a).
 */
function tellDenial(weighed: readonly Weighed[]): OracleAnswer {
  const forThis = weighed.filter(({ considered: { agreement, request } }) => agreement?.purpose === request.purpose);
  const inForce = forThis.filter(({ considered }) => agreementLive(considered) === null);
  const byOverride = weighed.filter(
    ({ considered: { agreement, override } }) => override !== null && agreement === null,
  );
  const told = [[inForce], [byOverride, forThis], [weighed]].find((some) => some.flat().length > 0) ?? [];
  if (told.flat().some(({ reasons }) => reasons === null)) return { outcome: 'deny', reasons: null };
  return { outcome: 'deny', reasons: told.flatMap(furthestOf) };
}

/** The same, 4: the most ordinary ground is told, an agreement before an override, then by the agreement's id. */
function tellPermit(weighed: readonly Weighed[]): OracleAnswer {
  const permitted = weighed.filter(({ outcome }) => outcome === 'permit').map(({ considered }) => considered);
  if (weighed.some(({ outcome }) => outcome === 'open')) {
    return { outcome: 'permit', bases: null, agreement: null, duties: null };
  }
  const idOf = ({ agreement }: { agreement: AgreementFact | null }): string => agreement?.id ?? '\u{10ffff}';
  const first = permitted.map(idOf).sort()[0];
  const chosen = permitted.filter((one) => idOf(one) === first);
  return {
    outcome: 'permit',
    bases: chosen.flatMap(basesOf),
    agreement: chosen[0]?.agreement?.id ?? null,
    duties: dutiesOf(permitted),
  };
}

const unread = (facts: Facts): ReasonCode[] => [
  ...(facts.bundle === null ? (['bundle-not-in-force', 'facts-incomplete'] as const) : []),
  ...(facts.bundleSuspended ? (['bundle-suspended'] as const) : []),
  ...(facts.requester === null ? (['requester-unknown'] as const) : []),
  ...(facts.resident === null ? (['resident-unknown'] as const) : []),
];

/**
 * What domain.md 1.5-1.10, 1.14, 1.15 and section 2 say of a request, given facts; written from that page, without sight
 * of the policies. Where the page leaves a cell open the answer is `open`: listed, not guessed.
 */
export function askOracle(request: DecisionRequest, facts: Facts): OracleAnswer {
  const { requester, resident } = facts;
  const missing = unread(facts);
  if (requester === null || resident === null || missing.length > 0) return { outcome: 'deny', reasons: missing };
  const now = instantOf(facts.now);
  // Written out: it is made by the hundred thousand.
  const weighed = groundsOf(request, facts).map(({ agreement, override }) =>
    weigh({ agreement, override, request, facts, requester, resident, now }),
  );
  if (weighed.some(({ outcome }) => outcome === 'permit')) return tellPermit(weighed);
  const openGround = weighed.find(({ outcome }) => outcome === 'open');
  return openGround ? { outcome: 'open', why: openGround.why ?? '' } : tellDenial(weighed);
}
