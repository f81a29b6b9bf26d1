import { type DecisionRequest, isPseudonym, NOBODY } from '#libs/domain';
import { type Principal, principalFrom, SignIn, standsBehind, type StandsBehind } from '#libs/http';
import { A_LOOK } from '#libs/pdp';
import { SharedRead } from '#libs/persistence';
import { type HeldRow, heldRows, KeyReader, type Keys, meantBy } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../../storage/hot-database.js';
import { SUBJECT_TYPES } from './access-question.dto.js';
import { type OwnQuestion } from './own-question.js';

/** Who asks, what each question means, and the keys that hold what is recorded about its resident. */
export interface Resolved {
  readonly by: Principal;
  /** In the order of the questions. */
  readonly requests: readonly DecisionRequest[];
  readonly keys: Keys;
}

interface Asking {
  readonly who: SignIn | Principal;
  readonly questions: readonly OwnQuestion[];
}

/** One who may be asking, and then, by its ordinal, each question as they would mean it. */
interface Meant extends StandsBehind {
  readonly asker: number;
  readonly ordinal: number | null;
  readonly requester: string | null;
  readonly resident: string | null;
}
type Row = (HeldRow & { readonly asker: null }) | Meant;

interface Read {
  /** Of each request those who may be asking, as `SignIn` names them, each with what the questions mean to them. */
  readonly asking: ReadonlyMap<
    Asking,
    readonly { readonly principal: Principal | null; readonly meant: readonly Meant[] }[]
  >;
  readonly keys: Keys;
}

/**
 * One statement, so one snapshot: who asks, the questions, the keys. An officer is a subject only to themselves. Each pseudonym is
 * looked up once, however many questions name it.
 */
const RESOLVE = {
  name: 'resolve-questions',
  text: `WITH asked AS MATERIALIZED (SELECT i.* FROM jsonb_to_recordset($1::jsonb)
        AS i(request int, ordinal int, subject uuid, kind text, pseudonym text, source text)),
      asking AS MATERIALIZED (SELECT k.asker, k.request, s.staff, s.own_resident, coalesce(k.agency, s.staff ->> 'agency') AS agency,
          coalesce(k.id, (s.staff ->> 'id')::uuid) AS id
        FROM jsonb_to_recordset($2::jsonb) AS k(asker int, request int, issuer text, subject text, agency text, id uuid)
          CROSS JOIN LATERAL (SELECT ${standsBehind('k.issuer', 'k.subject')} OFFSET 0) AS s),
      meant AS MATERIALIZED (SELECT p.agency, p.pseudonym, ${meantBy('p.agency', 'p.pseudonym')} AS resident
        FROM (SELECT DISTINCT k.agency, a.pseudonym FROM asking k JOIN asked a ON a.request = k.request
          WHERE a.pseudonym IS NOT NULL) AS p)
    SELECT k.asker, k.staff, k.own_resident, NULL::int AS ordinal, NULL::uuid AS requester, NULL::uuid AS resident,
      NULL::uuid AS id, NULL AS controller, NULL::bytea AS wrapped FROM asking k
    UNION ALL SELECT k.asker, NULL, NULL, a.ordinal, (SELECT p.id FROM policy.principal p
        WHERE p.id = a.subject AND p.kind = a.kind AND p.agency = k.agency AND (p.kind <> 'officer' OR p.id = k.id)), m.resident,
      NULL, NULL, NULL
      FROM asking k JOIN asked a ON a.request = k.request
        LEFT JOIN meant m ON m.agency = k.agency AND m.pseudonym = a.pseudonym
    UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, h.id, h.controller, h.wrapped
      FROM (${heldRows(
        'ARRAY(SELECT m.resident FROM meant m WHERE m.resident IS NOT NULL)',
        'ARRAY(SELECT DISTINCT a.source FROM asked a)',
      )}) AS h`,
};

/**
 * Who asks, and whom the ids of their questions mean to their agency, in one statement that is shared with whoever asks meanwhile.
 * Absent, unlinked and another agency's are alike: the same statement runs, and the same denial and entry follow.
 */
@Injectable()
export class ResolveQuestions {
  private readonly reads = new SharedRead((asking: readonly Asking[]) => this.read(asking));

  constructor(
    private readonly database: HotDatabase,
    private readonly keys: KeyReader,
  ) {}

  /** @throws ProblemError where whoever signed in is not let in */
  async resolve(who: SignIn | Principal, questions: readonly OwnQuestion[]): Promise<Resolved> {
    const asking = { who, questions };
    // What a system asks in bulk is read by itself: nobody's one question waits for it.
    const { asking: read, keys } = await (questions.length > A_LOOK ? this.read([asking]) : this.reads.of(asking));
    const askers = read.get(asking)!;
    const { principal: by, meant } = who instanceof SignIn ? who.admit(askers) : { ...askers[0]!, principal: who };
    const byOrdinal = new Map(meant.map((row) => [row.ordinal, row]));
    return { by, requests: questions.map((question, at) => requestOf(question, by, byOrdinal.get(at))), keys };
  }

  private async read(asking: readonly Asking[]): Promise<Read> {
    const asked = asking.flatMap(({ questions }, request) =>
      questions.map((question, at) => itemOf(question, at, request)),
    );
    const askers = asking
      .flatMap(({ who }, request) => namesOf(who).map((name) => ({ ...name, request })))
      .map((name, asker) => ({ ...name, asker }));
    const values = [JSON.stringify(asked), JSON.stringify(askers)];
    const { rows } = await this.database.pool.query<Row>({ ...RESOLVE, values });
    const meant = askers.map((): Meant[] => []);
    for (const row of rows) if (row.asker !== null) meant[row.asker]!.push(row);
    const told = askers.map(({ asker, request }) => {
      const own = meant[asker]!;
      return { request, principal: principalFrom(own.find(({ ordinal }) => ordinal === null)!), meant: own };
    });
    return {
      asking: new Map(asking.map((one, at) => [one, told.filter(({ request }) => request === at)])),
      keys: this.keys.ofRows(rows.filter((row) => row.asker === null)),
    };
  }
}

/** Whoever was let in already is asked about by who they are. */
const namesOf = (who: SignIn | Principal): readonly object[] =>
  who instanceof SignIn ? who.names : [{ id: who.id, agency: who.agency }];

const itemOf = ({ subject, resident, source }: OwnQuestion, ordinal: number, request: number): object => ({
  ...{ request, ordinal, source, subject: subject.id },
  kind: SUBJECT_TYPES.find((type) => type === subject.type) ?? null,
  // What cannot be a pseudonym never reaches the database.
  pseudonym: isPseudonym(resident) ? resident : null,
});

const requestOf = (question: OwnQuestion, by: Principal, meant: Meant | undefined): DecisionRequest => ({
  requesterId: meant?.requester ?? NOBODY,
  action: question.action,
  residentId: meant?.resident ?? NOBODY,
  sourceAgency: question.source,
  recipientAgency: by.agency!,
  category: question.category,
  purpose: question.purpose,
  ...(question.agreement === undefined ? {} : { agreement: question.agreement }),
});
