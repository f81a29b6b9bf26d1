import { Injectable } from '@nestjs/common';
import { isPseudonym, type Epochs, type Purpose } from '#libs/domain';
import { type Principal, principalFrom, ProblemError, type SignIn, standsBehind, type StandsBehind } from '#libs/http';
import { Kept } from '#libs/pdp';
import { SharedRead } from '#libs/persistence';
import { meaningOf, meantBy, type Meaning } from '#libs/trail';
import { RelayConfig } from '../config.js';
import { HotDatabase } from '../keys/hot-database.js';
import { ReadUnder } from '../release/read-under.js';

/** What a look begins with: who asks, whom it is about, and whose records it may ask for. */
export interface Arrival {
  readonly principal: Principal;
  readonly meaning: Meaning;
  /** Agencies that an agreement names as sources, with the categories of all such agreements. */
  readonly sources: readonly { readonly source: string; readonly categories: readonly string[] }[];
}

export interface Arriving {
  readonly signIn: SignIn;
  readonly pseudonym: string;
  readonly purpose: Purpose;
}

/** By one of the names that the issuer gives whoever signed in. */
interface Row extends StandsBehind, Pick<Arrival, 'sources'> {
  readonly resident: string | null;
  readonly epochs: Epochs;
}

/** Exported for those who plant faults in what is kept. */
export interface Found extends Row {
  readonly principal: Principal | null;
}

/**
 * One statement, so one snapshot: the epochs are those of what is read beside them. Whoever asks stands under the practitioner's, an id
 * under the resident's whom it means, and agreements under the place's. OFFSET 0: read once a row, however often it is named.
 */
const ARRIVE = {
  name: 'arrive',
  text: `SELECT s.staff, s.own_resident, m.resident,
      coalesce((SELECT jsonb_agg(to_jsonb(o)) FROM policy.sources_v1(s.staff ->> 'agency', a.purpose) AS o), '[]') AS sources,
      jsonb_build_object('incarnation', fence.incarnation_v1(), 'place', e.place::text, 'practitioner', e.practitioner::text,
        'resident', e.resident::text) AS epochs
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS a(issuer, subject, pseudonym, purpose, ordinal)
      CROSS JOIN LATERAL (SELECT ${standsBehind('a.issuer', 'a.subject')} OFFSET 0) AS s
      CROSS JOIN LATERAL (SELECT ${meantBy(`s.staff ->> 'agency'`, 'a.pseudonym')} AS resident OFFSET 0) AS m
      CROSS JOIN LATERAL fence.epochs_v1(s.staff ->> 'id', m.resident) AS e
    ORDER BY a.ordinal`,
};

/**
 * Who arrives, whom they name and whose records they may ask for, in one statement that is shared with whoever arrives meanwhile.
 * Sources come from agreements, never from the records, so a look does not tell whether data exists.
 */
@Injectable()
export class FindArrival {
  private readonly kept: Kept<readonly Found[]>;
  private readonly reads = new SharedRead((arriving: readonly Arriving[]) => this.read(arriving));

  constructor(
    private readonly database: HotDatabase,
    { FACTS }: RelayConfig,
  ) {
    this.kept = new Kept({ keeps: FACTS === 'kept' });
  }

  /**
   * `fresh`: what is kept was found to be of before a change.
   * @throws ProblemError where whoever signed in is not let in, by what the database says now: a refusal is recorded nowhere
   */
  async find(arriving: Arriving, fresh: boolean): Promise<ReadUnder<Arrival>> {
    const name = nameOf(arriving);
    const kept = fresh ? undefined : this.kept.get(name);
    const known = kept && this.byKept(arriving, kept);
    if (known) return known;
    const found = (await this.reads.of(arriving)).get(arriving)!;
    if (this.isToKeep(found)) this.kept.set(name, found);
    return told(arriving, found);
  }

  /** Undefined where what is kept would refuse: that is for the database to say. */
  protected byKept(arriving: Arriving, kept: readonly Found[]): ReadUnder<Arrival> | undefined {
    try {
      return told(arriving, kept);
    } catch (error) {
      if (error instanceof ProblemError) return undefined;
      throw error;
    }
  }

  /**
   * Of nobody nothing: that there is none is under no epoch, so neither is who has the other of two names; and what is answered then is
   * recorded nowhere.
   */
  protected isToKeep([found, ...others]: readonly Found[]): boolean {
    return others.length === 0 && found!.staff !== null && found!.resident !== null;
  }

  private async read(arriving: readonly Arriving[]): Promise<ReadonlyMap<Arriving, Found[]>> {
    const named = arriving.flatMap((one) => one.signIn.names.map((name) => ({ one, name })));
    const values = [
      named.map(({ name }) => name.issuer),
      named.map(({ name }) => name.subject),
      // What cannot be a pseudonym never reaches the database.
      named.map(({ one }) => (isPseudonym(one.pseudonym) ? one.pseudonym : null)),
      named.map(({ one }) => one.purpose),
    ];
    const { rows } = await this.database.pool.query<Row>({ ...ARRIVE, values });
    const found = rows.map((row): Found => ({ ...row, principal: principalFrom(row) }));
    return new Map(arriving.map((one) => [one, found.filter((_, at) => named[at]!.one === one)]));
  }
}

const nameOf = ({ signIn, pseudonym, purpose }: Arriving): string =>
  [...signIn.names.flatMap(({ issuer, subject }) => [issuer, subject]), pseudonym, purpose].join('\n');

export function told({ signIn, pseudonym }: Arriving, found: readonly Found[]): ReadUnder<Arrival> {
  const { principal, resident, sources, epochs } = signIn.admit(found);
  return new ReadUnder({ principal, meaning: meaningOf(pseudonym, resident), sources }, epochs);
}
