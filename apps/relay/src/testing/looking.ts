import { randomUUID } from 'node:crypto';
import { type Purpose } from '#libs/domain';
import { SignIn } from '#libs/http';
import type { FastifyRequest } from 'fastify';
import pg from 'pg';
import { Decide } from '../release/decide.js';
import { FenceAndRecord } from '../release/fence/fence-and-record.js';
import { GatherFacts } from '../release/gather-facts.js';
import { ReleaseLine } from '../release/release-line.js';
import { FindArrival } from '../view/find-arrival.js';
import type { SeenRecord } from '../view/view-answer.dto.js';
import { ViewRecords } from '../view/view-records.js';
import { ViewWay } from '../view/view-way.js';
import type { Patient } from './lay-patient.js';
import { layPatient } from './lay-patient.js';
import type { SmallPlace } from './small-place.js';

const SOURCE = 'NM-ACUTE';
const REQUEST = { raw: { socket: { destroyed: false } } } as FastifyRequest;
/** What a token may say beside who it is for. */
export interface Stated {
  readonly agency?: string;
  /** Of another issuer's population, by another claim: a second name. */
  readonly alsoNamed?: string;
}

/** Looks with arrivals of their own, on the rest of a running relay. */
export class Looking {
  /** How often it was asked who arrives. */
  asked = 0;
  private readonly view: ViewRecords;

  constructor(
    private readonly place: SmallPlace,
    pool: pg.Pool,
    { Line = ReleaseLine, Arrivals = FindArrival, facts = 'kept' }: Parts = {},
  ) {
    const part = <T>(token: abstract new (...args: never[]) => T): T => place.relay.app.get<T>(token as never);
    const query = pool.query.bind(pool) as (statement: pg.QueryConfig) => Promise<pg.QueryResult>;
    const counted = {
      query: (statement: pg.QueryConfig) => ((this.asked += 1), query(statement)),
    } as unknown as pg.Pool;
    const config = Object.assign(Object.create(place.config) as typeof place.config, { FACTS: facts });
    const line = new Line(part(GatherFacts), part(Decide), part(FenceAndRecord));
    this.view = new ViewRecords(new Arrivals({ pool: counted }, config), line, part(ViewWay));
  }

  /** The medicines that a look shows. */
  async medicines(resident: string, as = 'pell', stated: Stated = {}): Promise<string[]> {
    const asking = {
      signIn: this.signIn(as, stated),
      resident,
      purpose: 'COC' as Purpose,
      categories: ['MEDS'] as const,
    };
    const seen = await this.view.look(asking, REQUEST);
    const medicationOf = ({ body }: SeenRecord): string =>
      (JSON.parse((body as { text: string }).text) as { medication: string }).medication;
    return seen.flatMap(({ content }) => content ?? []).map(medicationOf);
  }

  private signIn(subject: string, { alsoNamed, ...stated }: Stated): SignIn {
    const issuer = this.place.config.OIDC_ISSUER_STAFF;
    const staff = { population: { kinds: ['practitioner', 'system'] as const, claims: { subject: 'sub' } } };
    const residents = { population: { kinds: ['resident'] as const, claims: { subject: 'nhs' } } };
    const readings = [
      ...(alsoNamed === undefined ? [] : [{ ...residents, claims: { issuer, subject: alsoNamed } }]),
      { ...staff, claims: { issuer, subject, ...stated } },
    ];
    return new SignIn({ readings }, { kinds: ['practitioner', 'system'], decidesSuspension: true });
  }
}

interface Parts {
  readonly Line?: typeof ReleaseLine;
  readonly Arrivals?: typeof FindArrival;
  readonly facts?: 'kept' | 'fresh';
}

export async function patientOn(place: SmallPlace, medication: string): Promise<Patient> {
  const patient = await layPatient(place, SOURCE);
  const record = { resident: patient.atSource, sourceId: randomUUID(), sourceVersion: 1, category: 'MEDS' };
  await place.call('nm-acute', 'POST', '/v1/records', { ...record, body: { medication } });
  return patient;
}
