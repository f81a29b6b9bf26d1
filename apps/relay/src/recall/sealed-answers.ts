import type { DataKey } from '#libs/trail';
import { whatCounts } from './answer-order.js';
import type { RecallAnswerView } from './recall.dto.js';

/** As the database holds it. `turn` counts from 1 within a recall and processor. */
export interface SealedAnswer extends Omit<RecallAnswerView, 'reason' | 'counts'> {
  readonly sealedReason: string | null;
  readonly turn: number;
}

/** Of the recall `r`. */
export const ANSWERS = `coalesce((SELECT jsonb_agg(jsonb_build_object('processor', a.processor, 'answer', a.answer,
    'sealedReason', encode(a.sealed_reason, 'base64'), 'keptUntil', a.kept_until, 'answeredAt', a.answered_at, 'turn', a.turn)
    ORDER BY a.answered_at, a.turn)
  FROM relay.recall_answer a WHERE a.recall_id = r.id), '[]') AS answers`;

const place = (recallId: string, processor: string): string => `recall/${recallId}/${processor}`;

/** Null where there is no reason, or nothing to seal it with: an erased resident's answers stand without theirs. */
export const sealReason = (reason: string | null, key: DataKey, recallId: string, processor: string): Buffer | null =>
  reason !== null && key.state === 'held' ? key.seal(reason, place(recallId, processor)) : null;

/** Without the resident's key (erased), the answer stands and its reason is gone. */
export function openAnswers(recallId: string, answers: readonly SealedAnswer[], key: DataKey): RecallAnswerView[] {
  const inTurn = answers.toSorted((one, other) => one.turn - other.turn);
  const processors = new Set(answers.map(({ processor }) => processor));
  const counting = new Set(
    [...processors].map((own) => whatCounts(inTurn.filter(({ processor }) => processor === own))),
  );
  return answers.map((given) => {
    const { sealedReason, turn: _, ...answer } = given;
    const reason =
      sealedReason !== null && key.state === 'held'
        ? (key.open(Buffer.from(sealedReason, 'base64'), place(recallId, answer.processor)) as string)
        : null;
    return { ...answer, reason, counts: counting.has(given) };
  });
}
