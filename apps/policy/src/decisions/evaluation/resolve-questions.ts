import { type DecisionRequest, isPseudonym, NOBODY } from '#libs/domain';
import type { Principal } from '#libs/http';
import { type HeldRow, heldRows, meantBy } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../../storage/hot-database.js';
import { SUBJECT_TYPES } from './access-question.dto.js';
import { type OwnQuestion } from './own-question.js';

/** What each question means, and the keys that hold what is recorded about its resident, as they are stored. */
export interface Resolved {
  /** In the order of the questions. */
  readonly requests: readonly DecisionRequest[];
  readonly keyRows: readonly HeldRow[];
}

type Row =
  | (HeldRow & { readonly ordinal: null })
  | { readonly ordinal: number; readonly requester: string | null; readonly resident: string | null };

/**
 * One statement, so one snapshot: rows of the questions, and then of the keys. An officer is a subject only to themselves. Each
 * pseudonym is looked up once, however many questions name it.
 */
const RESOLVE = {
  name: 'resolve-questions',
  text: `WITH asked AS MATERIALIZED (SELECT i.* FROM jsonb_to_recordset($1::jsonb)
        AS i(ordinal int, subject uuid, kind text, pseudonym text, source text)),
      meant AS MATERIALIZED (SELECT p.pseudonym, ${meantBy('$2', 'p.pseudonym')} AS resident
        FROM (SELECT DISTINCT a.pseudonym FROM asked a WHERE a.pseudonym IS NOT NULL) AS p)
    SELECT a.ordinal, (SELECT p.id FROM policy.principal p WHERE p.id = a.subject AND p.kind = a.kind AND p.agency = $2
        AND (p.kind <> 'officer' OR p.id = $3)) AS requester, m.resident,
      NULL::uuid AS id, NULL AS controller, NULL::bytea AS wrapped
      FROM asked a LEFT JOIN meant m ON m.pseudonym = a.pseudonym
    UNION ALL SELECT NULL, NULL, NULL, k.id, k.controller, k.wrapped
      FROM (${heldRows(
        'ARRAY(SELECT m.resident FROM meant m WHERE m.resident IS NOT NULL)',
        'ARRAY(SELECT DISTINCT a.source FROM asked a)',
      )}) AS k`,
};

/**
 * Whom the ids of questions mean to the caller's agency, in one statement for all. Absent, unlinked and another agency's are alike:
 * the same statement runs, and the same denial and entry follow.
 */
@Injectable()
export class ResolveQuestions {
  constructor(private readonly database: HotDatabase) {}

  async resolve(by: Principal, questions: readonly OwnQuestion[]): Promise<Resolved> {
    if (questions.length === 0) return { requests: [], keyRows: [] };
    const items = questions.map(({ subject, resident, source }, ordinal) => ({
      ...{ ordinal, source, subject: subject.id },
      kind: SUBJECT_TYPES.find((type) => type === subject.type) ?? null,
      // What cannot be a pseudonym never reaches the database.
      pseudonym: isPseudonym(resident) ? resident : null,
    }));
    const { rows } = await this.database.pool.query<Row>({
      ...RESOLVE,
      values: [JSON.stringify(items), by.agency, by.id],
    });
    const meant = new Map(rows.flatMap((row) => (row.ordinal === null ? [] : [[row.ordinal, row] as const])));
    return {
      requests: questions.map((question, index) => ({
        requesterId: meant.get(index)?.requester ?? NOBODY,
        action: question.action,
        residentId: meant.get(index)?.resident ?? NOBODY,
        sourceAgency: question.source,
        recipientAgency: by.agency!,
        category: question.category,
        purpose: question.purpose,
        ...(question.agreement === undefined ? {} : { agreement: question.agreement }),
      })),
      keyRows: rows.flatMap((row) => (row.ordinal === null ? [row] : [])),
    };
  }
}
