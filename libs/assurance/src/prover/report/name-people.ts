import { PolicyEngine, type Bundle, type Evaluation, type EvaluationRequest } from '#libs/cedar';
import { CATEGORIES, type Category, type Purpose } from '#libs/domain';
import { decide } from '#libs/pdp';
import { agencyOf, factsOfTown, isParty, requestOf, townOf, type Town, type TownQuestion } from '../../matrix/index.js';

/** Keeps what the decision point asks of an engine: every ground of a question, in Cedar's words. */
class GroundRecorder extends PolicyEngine {
  grounds: EvaluationRequest[] = [];

  constructor(readonly bundle: Bundle) {
    super();
  }

  evaluate(request: EvaluationRequest): Evaluation {
    this.grounds.push(request);
    return { decision: 'deny', reasons: [], errors: [] };
  }
}

/** Purposes and pairs of agencies that the town's agreements and overrides give occasion to ask in. */
function flowsOf(town: Town): { from: string; to: string; for: Purpose }[] {
  const codes = Object.keys(town.agencies);
  const pairs = codes.flatMap((from) => codes.map((to) => ({ from, to })));
  const agreed = Object.values(town.agreements).flatMap((agreement) =>
    pairs.filter(({ from, to }) => isParty(agreement, from, to)).map((pair) => ({ ...pair, for: agreement.purpose })),
  );
  const overridden = Object.values(town.situations).flatMap(({ overrides }) =>
    overrides.flatMap(({ agency, purpose }) =>
      codes.filter((from) => from !== agency).map((from) => ({ from, to: agency, for: purpose })),
    ),
  );
  const seen = new Set<string>();
  return [...agreed, ...overridden].filter((flow) => {
    const key = JSON.stringify(flow);
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

/** One of each kind, agency and role: others of the same would be answered alike. */
function peopleOf(town: Town): string[] {
  const kinds = new Map<string, string>();
  for (const [key, { kind, agency, role }] of Object.entries(town.people)) {
    const name = [kind === 'system' ? 1 : 0, agency, role].join(' ');
    kinds.set(name, kinds.get(name) ?? key);
  }
  return [...kinds].sort(([a], [b]) => Number(a.startsWith('1')) - Number(b.startsWith('1'))).map(([, key]) => key);
}

function* questionsOf(town: Town, category: Category): Generator<TownQuestion> {
  const flows = flowsOf(town);
  for (const who of peopleOf(town)) {
    for (const flow of flows.filter(({ to }) => to === agencyOf(town, who))) {
      for (const situation of Object.keys(town.situations)) yield { who, asks: 'read', ...flow, situation, category };
    }
  }
}

/** Categories to look at: the one of the counterexample where it is one that exists, else two of unlike confidentiality. */
function categoriesFrom(request: EvaluationRequest): readonly Category[] {
  const named = CATEGORIES.filter((one) => one === request.context['category']);
  return named.length > 0 ? named : ['DEMOG', 'FINANCE'];
}

/**
 * The people of the town of a bundle's tests, to tell of whom a counterexample would be true: "Varga, Margaret,
 * HOUSADAPT". Synthetic people only. What they ask is put together once for all counterexamples.
 */
export class TownPeople {
  private readonly town: Town | null;
  private readonly asked = new Map<Category, { says: string; grounds: EvaluationRequest[] }[]>();

  /** @throws BundleError where the town's page cannot be read. */
  constructor(private readonly bundle: Bundle) {
    this.town = townOf(bundle);
  }

  private ask(town: Town, category: Category): { says: string; grounds: EvaluationRequest[] }[] {
    const recorder = new GroundRecorder(this.bundle);
    return [...questionsOf(town, category)].map((question) => {
      recorder.grounds = [];
      decide(requestOf(town, question), factsOfTown(town, question, this.bundle.hash), recorder);
      const who = town.people[question.who]?.name ?? question.who;
      const of = town.situations[question.situation]?.of ?? question.situation;
      return { says: [who, town.residents[of] ?? of, question.for].join(', '), grounds: recorder.grounds };
    });
  }

  /** The first of whom it would be true; null where none is. `breaks` tells whether a request would do. */
  name(request: EvaluationRequest, breaks: (request: EvaluationRequest) => boolean): string | null {
    for (const category of this.town ? categoriesFrom(request) : []) {
      const asked = this.asked.get(category) ?? this.ask(this.town!, category);
      this.asked.set(category, asked);
      const found = asked.find(({ grounds }) => grounds.some(breaks));
      if (found) return found.says;
    }
    return null;
  }
}
