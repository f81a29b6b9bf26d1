import { DIRECTIVE_ANSWERS, type DirectiveAnswer, type Instant } from '#libs/domain';

/** What one directive says, from the first of these instants until just before the second. */
export interface Span {
  readonly answer: DirectiveAnswer;
  readonly from: Instant;
  readonly to: Instant;
}

/** The strongest answer that stands at each moment, in the order of the moments: one walk, however many spans there are. */
export function answersAt(spans: readonly Span[], moments: readonly Instant[]): DirectiveAnswer[] {
  const [beginning, ending] = [inOrder(spans, ({ from }) => from), inOrder(spans, ({ to }) => to)];
  const standing = new Map<DirectiveAnswer, number>();
  const count = ({ answer }: Span, by: number): unknown => standing.set(answer, (standing.get(answer) ?? 0) + by);
  const answers = Array.from<DirectiveAnswer>({ length: moments.length }).fill('none');
  let [begun, ended] = [0, 0];
  for (const { moment, place } of inOrder(
    moments.map((moment, place) => ({ moment, place })),
    (item) => item.moment,
  )) {
    for (; begun < spans.length && beginning[begun]!.from <= moment; begun += 1) count(beginning[begun]!, 1);
    for (; ended < spans.length && ending[ended]!.to <= moment; ended += 1) count(ending[ended]!, -1);
    answers[place] = DIRECTIVE_ANSWERS.find((answer) => (standing.get(answer) ?? 0) > 0) ?? 'none';
  }
  return answers;
}

function inOrder<T>(items: readonly T[], key: (item: T) => number): T[] {
  return items.toSorted((one, other) => (key(one) < key(other) ? -1 : Number(key(one) > key(other))));
}
