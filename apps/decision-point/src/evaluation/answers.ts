import type { Bundle, Evaluation, Rule } from '#libs/cedar';

/** What is said beside a decision, for a program, for who runs the decision point, and for the person who asked. */
interface Reason {
  /** Of the rule that decided; a constant where none did. */
  readonly id: string;
  readonly reason: string;
  readonly reason_admin: Readonly<Record<string, string>>;
  readonly reason_user?: Readonly<Record<string, string>>;
  readonly rules?: readonly string[];
}

const NO_RULE = 'no-rule-permits';
const ERRED = 'evaluation-error';
const NOT_OF_SCHEMA = 'not-of-the-schema';
const MOST_KEPT = 2_000;

export const isPermitted = ({ decision, errors }: Evaluation): boolean => decision === 'allow' && errors.length === 0;

/** What is said after certain rules, and after those with one more: found by walking from rule to rule. */
interface Said {
  text: string | undefined;
  readonly andThen: Map<string, Said>;
}

const nothingSaid = (): Said => ({ text: undefined, andThen: new Map() });

/**
 * Decisions as AuthZEN's JSON. Cedar skips a rule that errs, so an error anywhere denies here (design 4). What is said
 * depends on the rules alone, so each text is made once and kept, up to a number of combinations.
 */
export class Answers {
  private readonly kept = { allow: nothingSaid(), deny: nothingSaid() };
  private count = 0;

  constructor(private readonly bundle: Bundle) {}

  toJson(evaluation: Evaluation): string {
    if (evaluation.errors.length > 0) return JSON.stringify({ decision: false, context: reasonOfErrors(evaluation) });
    let said = this.kept[evaluation.decision];
    for (const reason of evaluation.reasons) {
      let next = said.andThen.get(reason);
      if (next === undefined) {
        if (this.count >= MOST_KEPT) return this.write(evaluation);
        next = nothingSaid();
        said.andThen.set(reason, next);
        this.count += 1;
      }
      said = next;
    }
    return (said.text ??= this.write(evaluation));
  }

  private write(evaluation: Evaluation): string {
    return JSON.stringify({ decision: evaluation.decision === 'allow', context: this.reasonOf(evaluation) });
  }

  private reasonOf({ decision, reasons }: Evaluation): Reason {
    const { rules, precedence } = this.bundle;
    const place = (id: string): number => (precedence.includes(id) ? precedence.indexOf(id) : precedence.length);
    const [first] = [...reasons].sort((a, b) => place(a) - place(b));
    const rule = first === undefined ? undefined : rules.get(first);
    if (!rule) return { id: NO_RULE, reason: NO_RULE, reason_admin: { en: 'No permit is satisfied.' } };
    return {
      id: rule.id,
      reason: rule.annotations['reason'] ?? (decision === 'allow' ? 'permitted' : 'forbidden'),
      reason_admin: { en: `${rule.effect} ${rule.id} (${rule.file}:${rule.line}) is satisfied.` },
      ...explained(rule),
      rules: reasons,
    };
  }
}

const explained = ({ annotations: { explain } }: Rule): Pick<Reason, 'reason_user'> =>
  explain ? { reason_user: { en: explain } } : {};

function reasonOfErrors({ errors }: Evaluation): Reason {
  const said = errors.map(({ rule, message }) => (rule === null ? message : `${rule}: ${message}`));
  const reason = errors[0]?.rule ? ERRED : NOT_OF_SCHEMA;
  return { id: errors[0]?.rule ?? reason, reason, reason_admin: { en: said.join('; ') } };
}
