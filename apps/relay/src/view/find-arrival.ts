import { Injectable } from '@nestjs/common';
import { isPseudonym, type Epochs, type Purpose } from '#libs/domain';
import { Kept } from '#libs/pdp';
import { meaningOf, meantBy, type Meaning } from '#libs/trail';
import { RelayConfig } from '../config.js';
import { HotDatabase } from '../keys/hot-database.js';
import type { Under } from '../release/asked.js';

/** What a look begins with: whom it is about, and whose records it may ask for. */
export interface Arrival {
  readonly meaning: Meaning;
  /** Agencies that an agreement names as sources, with the categories of all such agreements. */
  readonly sources: readonly { readonly source: string; readonly categories: readonly string[] }[];
  /** That both stand under: a resident's links are theirs, agreements the place's. */
  readonly under: Under;
}

export interface Arriving {
  readonly agency: string;
  readonly pseudonym: string;
  readonly purpose: Purpose;
}

interface Row extends Pick<Arrival, 'sources'> {
  readonly resident: string | null;
  readonly epochs: Epochs;
}

/** One statement, so one snapshot: the epochs are those of what is read beside them. */
const ARRIVE = {
  name: 'arrive',
  text: `WITH meant AS MATERIALIZED (SELECT ${meantBy('$1', '$2')} AS resident)
    SELECT m.resident, coalesce((SELECT jsonb_agg(to_jsonb(s)) FROM policy.sources_v1($1, $3) AS s), '[]') AS sources,
      jsonb_build_object('incarnation', fence.incarnation_v1(), 'place', e.place::text, 'resident', e.resident::text) AS epochs
    FROM meant m, fence.epochs_v1('', m.resident) AS e`,
};
const NOBODY_KNOWN = { resident: null, sources: [], epochs: { incarnation: '', place: '', resident: '' } };

/** Sources come from agreements, never from the records, so a look does not tell whether data exists. */
@Injectable()
export class FindArrival {
  private readonly kept: Kept<Arrival>;

  constructor(
    private readonly database: HotDatabase,
    { FACTS }: RelayConfig,
  ) {
    this.kept = new Kept({ keeps: FACTS === 'kept' });
  }

  /** `fresh`: what is kept was found to be of before a change. Nothing is kept of an id that means nobody: that is recorded nowhere. */
  async find({ agency, pseudonym, purpose }: Arriving, fresh: boolean): Promise<Arrival> {
    const name = [agency, pseudonym, purpose].join('\n');
    const known = fresh ? undefined : this.kept.get(name);
    if (known) return known;
    const values = [agency, pseudonym, purpose];
    const { rows } = isPseudonym(pseudonym)
      ? await this.database.pool.query<Row>({ ...ARRIVE, values })
      : { rows: [NOBODY_KNOWN] };
    const { resident, sources, epochs } = rows[0]!;
    const arrival = { meaning: meaningOf(pseudonym, resident), sources, under: epochs };
    if (resident !== null) this.kept.set(name, arrival);
    return arrival;
  }
}
