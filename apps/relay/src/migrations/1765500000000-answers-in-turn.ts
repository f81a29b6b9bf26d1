import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Answers to a recall are appended, each with its turn within recall and processor, and none is overwritten: who kept
 * something corrects the day, and an auditor reads what was said when. Before, one row stood for each kind of answer. What
 * stands already keeps its time and its order.
 */
export class AnswersInTurn1765500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TURNS);
  }

  async down(): Promise<void> {
    throw new Error('corrections would be lost: restore a backup instead');
  }
}

const TURNS = `
  ALTER TABLE relay.recall_answer ADD COLUMN turn integer CHECK (turn > 0);
  UPDATE relay.recall_answer a SET turn = n.turn
    FROM (SELECT recall_id, processor, answer, row_number() OVER (PARTITION BY recall_id, processor
        ORDER BY answered_at, array_position(ARRAY['received', 'kept', 'deleted'], answer)) AS turn
      FROM relay.recall_answer) n
    WHERE (n.recall_id, n.processor, n.answer) = (a.recall_id, a.processor, a.answer);
  ALTER TABLE relay.recall_answer DROP CONSTRAINT recall_answer_pkey, ADD PRIMARY KEY (recall_id, processor, turn);
  REVOKE UPDATE (answer) ON relay.recall_answer FROM relay_app;
`;
