import { AGENCIES, CATEGORIES, KINDS, PURPOSES, ROLES } from './vocabulary.js';

export const NOW = 1_790_000_000;

export interface AgencyFacts {
  readonly id: string;
  readonly suspended: boolean;
  readonly security: number;
}
export interface Practitioner {
  readonly id: string;
  readonly agency: string;
  readonly role: string;
  readonly active: boolean;
  readonly trainingUntil: number;
  readonly clearance: number;
  readonly conflicts: readonly string[];
}
export interface Resident {
  readonly id: string;
  readonly concern: boolean;
  readonly deceased: boolean;
  readonly inpatient: boolean;
  readonly objections: readonly string[];
  readonly sealed: readonly string[];
}
export interface Grant {
  readonly from: number;
  readonly expires: number;
  readonly withdrawn: boolean;
}
export interface Agreement {
  readonly start: number;
  readonly end: number;
}
/** One resident's records of one kind, as one agency may see them for one purpose: what a question is about. */
export interface Share {
  readonly id: string;
  readonly resident: string;
  readonly category: string;
  /** The agency that would see them holds them itself. */
  readonly own: boolean;
  readonly grant?: Grant;
  readonly agreement?: Agreement;
}
export interface BenchQuestion {
  readonly practitioner: string;
  readonly share: string;
  readonly purpose: string;
  readonly now: number;
  readonly mfa: boolean;
  readonly managed: boolean;
  readonly breakGlass: boolean;
  readonly reasonLength: number;
}
export interface BenchPlace {
  readonly agencies: ReadonlyMap<string, AgencyFacts>;
  readonly practitioners: ReadonlyMap<string, Practitioner>;
  readonly residents: ReadonlyMap<string, Resident>;
  readonly shares: ReadonlyMap<string, Share>;
  readonly questions: readonly BenchQuestion[];
}

const PRACTITIONERS = 500;
const GRANTS = 5;

/** Always the same numbers: every engine is asked the same, in every run. */
class Dice {
  private state = 20_261_122;

  next(): number {
    // xorshift32
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) / 2 ** 32;
  }

  happens(share: number): boolean {
    return this.next() < share;
  }

  one<T>(of: readonly T[]): T {
    return of[Math.floor(this.next() * of.length)]!;
  }

  soonOrPast(share: number, by: number): number {
    return NOW + (this.happens(share) ? -by : by);
  }
}

/** Invented residents with five grants each, practitioners and agreements; half of the questions aim at a grant. */
export function makePlace(residentCount: number, questionCount: number): BenchPlace {
  const dice = new Dice();
  const agencies = new Map(
    AGENCIES.map((id, at) => [id as string, { id, suspended: id === 'vcs', security: at < 5 ? 3 : 2 }]),
  );
  const practitioners = byId(Array.from({ length: PRACTITIONERS }, (_, at) => practitioner(dice, at, residentCount)));
  const residents = byId(Array.from({ length: residentCount }, (_, at) => resident(dice, at)));
  const agreements = makeAgreements(dice);
  const shares = new Map<string, Share>();
  const shareOf = (residentId: string, agency: string, category: string, purpose: string, grant?: Grant): Share => {
    const id = [residentId, agency, category, purpose].join('/');
    const { owner } = KINDS[category]!;
    const agreement = agreements.get([owner, agency, category, purpose].join('/'));
    const own = owner === agency;
    const share = shares.get(id) ?? {
      ...{ id, resident: residentId, category, own },
      ...(grant ? { grant } : {}),
      ...(agreement && !own ? { agreement } : {}),
    };
    shares.set(id, share);
    return share;
  };
  const granted = [...residents.keys()].map((id) =>
    Array.from({ length: GRANTS }, () => {
      const category = dice.one(CATEGORIES);
      const [agency, purpose] = [dice.one(AGENCIES), dice.one(KINDS[category]!.purposes)];
      const expires = dice.soonOrPast(0.1, 1_000_000);
      shareOf(id, agency, category, purpose, { from: NOW - 1_000_000, expires, withdrawn: dice.happens(0.05) });
      return { agency, category, purpose };
    }),
  );
  const staff = [...practitioners.values()];
  const questions = Array.from({ length: questionCount }, (_, at): BenchQuestion => {
    const index = Math.floor(dice.next() * residentCount);
    let [asker, category, purpose]: [Practitioner, string, string] = [
      dice.one(staff),
      dice.one(CATEGORIES),
      dice.one(PURPOSES),
    ];
    if (at % 2 === 1) {
      const grant = dice.one(granted[index]!);
      const fitting = staff.filter(
        ({ agency, role }) => agency === grant.agency && KINDS[grant.category]!.roles.includes(role),
      );
      ({ category, purpose } = grant);
      if (fitting.length > 0) asker = dice.one(fitting);
    }
    const breakGlass = dice.happens(0.03);
    return {
      practitioner: asker.id,
      share: shareOf(`r${index}`, asker.agency, category, purpose).id,
      ...{ purpose, now: NOW, breakGlass, reasonLength: breakGlass ? 40 : 0 },
      mfa: !dice.happens(0.02),
      managed: !dice.happens(0.03),
    };
  });
  return { agencies, practitioners, residents, shares, questions };
}

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]));

function practitioner(dice: Dice, at: number, residentCount: number): Practitioner {
  return {
    id: `p${at}`,
    agency: dice.one(AGENCIES),
    role: dice.one(ROLES),
    active: !dice.happens(0.03),
    trainingUntil: dice.soonOrPast(0.05, 86_400),
    clearance: 1 + Math.floor(dice.next() * 4),
    conflicts: dice.happens(0.1) ? [`r${Math.floor(dice.next() * residentCount)}`] : [],
  };
}

function resident(dice: Dice, at: number): Resident {
  return {
    id: `r${at}`,
    concern: dice.happens(0.1),
    deceased: dice.happens(0.01),
    inpatient: dice.happens(0.05),
    objections: dice.happens(0.1) ? [dice.one(CATEGORIES)] : [],
    sealed: dice.happens(0.01) ? [dice.one(CATEGORIES)] : [],
  };
}

/** By owner, recipient, category and purpose; four pairs in five have one. */
function makeAgreements(dice: Dice): ReadonlyMap<string, Agreement> {
  const agreements = new Map<string, Agreement>();
  for (const owner of AGENCIES) {
    for (const agency of AGENCIES) {
      if (owner === agency || !dice.happens(0.8)) continue;
      const agreement = { start: NOW - 10_000_000, end: dice.soonOrPast(0.1, 10_000_000) };
      const purposes = PURPOSES.filter(() => dice.happens(0.9));
      for (const category of CATEGORIES.filter(() => dice.happens(0.8))) {
        for (const purpose of purposes) agreements.set([owner, agency, category, purpose].join('/'), agreement);
      }
    }
  }
  return agreements;
}
