import { type DecisionRequest, NOBODY } from '#libs/domain';
import type { Principal } from '#libs/http';
import { type Meaning, whoAre } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../../storage/hot-database.js';
import { SUBJECT_TYPES } from './access-question.dto.js';
import { type OwnQuestion } from './own-question.js';

/** An officer is a subject only to themselves. */
const REQUESTERS = {
  name: 'requesters-of-questions',
  text: `SELECT
      (SELECT p.id FROM policy.principal p WHERE p.id = i.subject AND p.kind = i.kind AND p.agency = $2
         AND (p.kind <> 'officer' OR p.id = $3)) AS requester
    FROM jsonb_to_recordset($1::jsonb) AS i(ordinal int, subject uuid, kind text)
    ORDER BY i.ordinal`,
};

/**
 * Whom the ids of questions mean to the caller's agency, in two statements for all. Absent, unlinked and another agency's are alike:
 * the same statements run, and the same denial and entry follow.
 */
@Injectable()
export class ResolveQuestions {
  constructor(private readonly database: HotDatabase) {}

  async resolve(by: Principal, questions: readonly OwnQuestion[]): Promise<DecisionRequest[]> {
    if (questions.length === 0) return [];
    const items = questions.map(({ subject }, ordinal) => ({
      ordinal,
      subject: subject.id,
      kind: SUBJECT_TYPES.find((type) => type === subject.type) ?? null,
    }));
    const { pool } = this.database;
    const named = questions.map(({ resident }) => resident);
    const [{ rows }, meant] = await Promise.all([
      pool.query<{ requester: string | null }>({ ...REQUESTERS, values: [JSON.stringify(items), by.agency, by.id] }),
      whoAre(pool, by.agency, named),
    ]);
    const residents = named.map(meant);
    return questions.map(({ action, category, source, purpose, agreement }, index) => ({
      requesterId: rows[index]?.requester ?? NOBODY,
      action,
      residentId: idOf(residents[index]),
      sourceAgency: source,
      recipientAgency: by.agency!,
      category,
      purpose,
      ...(agreement === undefined ? {} : { agreement }),
    }));
  }
}

const idOf = (meaning: Meaning | undefined): string => (meaning?.kind === 'resident' ? meaning.id : NOBODY);
