import { days, type LegalMode } from '#libs/domain';
import type { BestInterestsFact } from '#libs/pdp';
import { deny, open, type Considered, type Said } from './answer.js';
import { liveStatuses, whyNoConsent } from './instructions.js';
import { holds, instantOf, reached } from './moments.js';

/** 1.6: a decision for someone who lacks capacity for that decision, by someone who may make it. */
const decisionsFor = ({ facts, agreement, request, now }: Considered): BestInterestsFact[] =>
  facts.bestInterests.filter(
    (one) =>
      one.agreement === agreement?.id &&
      (one.categories === null || one.categories.includes(request.category)) &&
      holds(now, one.startsAt, one.endsAt),
  );

type Capacity = 'lacks' | 'presumed' | 'disputed';

/** 1.6: presumed; decision-specific; an assessment lapses. */
function capacityOf({ facts, agreement, now }: Considered): Capacity {
  const live = facts.capacity.filter(
    (one) => (one.agreement === null || one.agreement === agreement?.id) && holds(now, one.assessedAt, one.lapsesAt),
  );
  if (!live.some(({ lacks }) => lacks)) return 'presumed';
  return live.every(({ lacks }) => lacks) ? 'lacks' : 'disputed';
}

/** "LPA donor must be 18+"; a deputy or a professional may act from 16. */
const hasAuthority = ({ resident, now }: Considered, { authority }: BestInterestsFact): boolean =>
  authority !== 'attorney' || resident.eighteenAt === null || reached(now, resident.eighteenAt);

/** What stands for the consent of someone who cannot give it: permits, denies, is open, or says nothing of it. */
export function bestInterests(considered: Considered): 'permits' | 'nothing' | Said {
  const decisions = decisionsFor(considered);
  if (decisions.length === 0) return 'nothing';
  const capacity = capacityOf(considered);
  if (capacity === 'disputed') return open('assessments of capacity that contradict each other');
  if (capacity === 'presumed' || !decisions.some((one) => hasAuthority(considered, one))) {
    return deny('lacks-authority', ...whyNoConsent(considered));
  }
  const longest = considered.agreement?.maxConsentDays ?? null;
  const tooOld = (one: BestInterestsFact): boolean =>
    longest !== null && instantOf(one.startsAt) + days(longest) <= considered.now;
  return decisions.some((one) => hasAuthority(considered, one) && !tooOld(one))
    ? 'permits'
    : open('whether a best-interests decision outlives the longest consent of its agreement');
}

function secondaryUse(considered: Considered): Said {
  const { facts, now, agreement } = considered;
  const given = liveStatuses(considered).has('ConsentGiven');
  if (/consent/i.test(agreement?.bases?.confidentiality ?? '')) return open('planning that relies on consent');
  // 1.8: consulted for research and planning only; persists after death; "not … explicit consent".
  if (!facts.optOuts.some(({ startsAt, endsAt }) => holds(now, startsAt, endsAt))) return null;
  return given ? open('the national opt-out beside an explicit consent') : deny('national-data-opt-out');
}

/** 1.5 ninth step: "consent where the mode needs it". */
export function consentNeeded(considered: Considered): Said {
  const { agreement, override } = considered;
  if (!agreement || override) return null;
  const mode: LegalMode = agreement.mode;
  switch (mode) {
    case 'DIRECT_CARE':
    case 'SAFEGUARDING':
      return null;
    case 'LEGAL_DUTY':
    case 'VITAL':
      return open(`an agreement in mode ${mode} without an override that cites its reason`);
    case 'SECONDARY_USE':
      return secondaryUse(considered);
    case 'EXPLICIT':
    case 'BEST_INTERESTS': {
      const given = liveStatuses(considered).has('ConsentGiven');
      if (given && mode === 'EXPLICIT') return null;
      const decided = bestInterests(considered);
      if (decided === 'permits') return null;
      if (given) return open("the resident's own consent under an agreement for best interests");
      if (decided !== 'nothing') return decided;
      return mode === 'EXPLICIT'
        ? { deny: whyNoConsent(considered) }
        : deny('lacks-authority', ...whyNoConsent(considered));
    }
  }
}
