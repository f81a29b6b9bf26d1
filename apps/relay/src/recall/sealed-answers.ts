import { unlessUnreadable } from '#libs/sealing';
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

/** Without the resident's key (erased, or not to be read), the answer stands without its reason; so it does where that does not open. */
export function openAnswers(recallId: string, answers: readonly SealedAnswer[], key: DataKey): RecallAnswerView[] {
  const inTurn = answers.toSorted((one, other) => one.turn - other.turn);
  const processors = new Set(answers.map(({ processor }) => processor));
  const counting = new Set(
    [...processors].map((own) => whatCounts(inTurn.filter(({ processor }) => processor === own))),
  );
  return answers.map((given) => {
    const { sealedReason, turn: _, ...answer } = given;
    const at = place(recallId, answer.processor);
    return { ...answer, reason: openReason(sealedReason, key, at), counts: counting.has(given) };
  });
}

function openReason(sealed: string | null, key: DataKey, at: string): string | null {
  if (sealed === null || key.state !== 'held') return null;
  return (unlessUnreadable(() => key.open(Buffer.from(sealed, 'base64'), at)) as string | undefined) ?? null;
}
