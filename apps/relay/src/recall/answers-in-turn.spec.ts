import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { AnswersInTurn1765500000000 } from '../migrations/1765500000000-answers-in-turn.js';

let database: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** The table as a release before this one left it, and what it had taken. */
const BEFORE = `
  DROP TABLE relay.recall_answer;
  CREATE TABLE relay.recall_answer (recall_id uuid NOT NULL, processor text NOT NULL, answer text NOT NULL,
    sealed_reason bytea, kept_until date, answered_at timestamptz NOT NULL, PRIMARY KEY (recall_id, processor, answer));
  GRANT SELECT, INSERT, UPDATE (answer) ON relay.recall_answer TO relay_app;
  INSERT INTO relay.recall_answer (recall_id, processor, answer, kept_until, answered_at) VALUES
    ('00000000-0000-4000-8000-000000000001', '', 'deleted', NULL, '2026-02-01Z'),
    ('00000000-0000-4000-8000-000000000001', '', 'received', NULL, '2026-02-02Z'),
    ('00000000-0000-4000-8000-000000000001', 'FIXRIGHT', 'kept', '2020-02-10', '2026-02-03Z'),
    ('00000000-0000-4000-8000-000000000002', '', 'deleted', NULL, '2026-02-04Z'),
    ('00000000-0000-4000-8000-000000000002', '', 'received', NULL, '2026-02-04Z')`;

it('answers that were taken before there was an order keep their times, and get turns by them', async () => {
  await admin.query(BEFORE);
  await new AnswersInTurn1765500000000().up({ query: (sql: string) => admin.query(sql) } as unknown as QueryRunner);
  const { rows } = await admin.query(
    `SELECT right(recall_id::text, 1) || processor || ' ' || turn || ' ' || answer AS line FROM relay.recall_answer
     ORDER BY recall_id, processor, turn`,
  );
  expect(rows.map(({ line }) => line as string)).toEqual([
    ...['1 1 deleted', '1 2 received', '1FIXRIGHT 1 kept'],
    ...['2 1 received', '2 2 deleted'],
  ]);
});
