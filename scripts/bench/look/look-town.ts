import { whoAre } from '#libs/trail';
import type { relay } from '#libs/client';
import { inParallel } from '../../town/in-parallel.js';
import { newRecord } from '../bench-town.js';
import { untilIdle, type OwnStack } from '../own-stack.js';

const AGENCY = 'nm-asc';
const SOURCE = 'nm-mh';
/** The agreement D7 lets adult social care see it, and names one source: one decision, one disclosure a look. */
const LOOK = { purpose: 'COC', category: 'CONTINGENCY' } as const;
const AT_ONCE = 8;
const BATCH = 50;

/** A resident as the social worker's agency names them, and as the broker does. */
export interface LookedAt {
  readonly pseudonym: string;
  readonly internal: string;
}

/** So many residents whom a social worker cares for, each with a plan for a crisis kept by mental health services. */
export class LookTown {
  /** The social worker, as the town names them. */
  static readonly WHO = 'osei';

  private constructor(
    readonly stack: OwnStack,
    readonly token: string,
    readonly residents: readonly LookedAt[],
  ) {}

  static async prepare(stack: OwnStack, count: number): Promise<LookTown> {
    const people = await inParallel([...Array(count).keys()], AT_ONCE, (at) => bringIn(stack, at));
    for (let at = 0; at < people.length; at += BATCH) {
      const records = people.slice(at, at + BATCH).map(({ atSource }) => newRecord(atSource, LOOK.category));
      await stack.town.as(SOURCE).post('/api/relay/v1/records/batch', { body: { records } });
    }
    await untilIdle(stack.database);
    const pseudonyms = people.map(({ atAgency }) => atAgency);
    const town = new LookTown(stack, await stack.town.token(LookTown.WHO), await internalIds(stack, pseudonyms));
    await town.requireSingleSource();
    return town;
  }

  /** So many of its residents, from this one on. */
  only(from: number, count: number): LookTown {
    return new LookTown(this.stack, this.token, this.residents.slice(from, from + count));
  }

  get port(): number {
    return Number(new URL(this.stack.endpoints.relay!).port);
  }

  /** At the relay itself: the edge counts requests of one address and would stop a flood. */
  pathOf({ pseudonym }: LookedAt): string {
    return `/v1/residents/${pseudonym}/records?purpose=${LOOK.purpose}&category=${LOOK.category}`;
  }

  /** What `pathOf` would show, as an AuthZEN question. */
  questionAbout({ pseudonym }: LookedAt, practitioner: string): object {
    const properties = { resident: pseudonym, source: SOURCE.toUpperCase() };
    return {
      subject: { type: 'practitioner', id: practitioner },
      action: { name: 'read' },
      resource: { type: 'record', id: LOOK.category, properties },
      context: { purpose: LOOK.purpose },
    };
  }

  /**
   * As when something changes that is about them: their epochs move, so that nothing kept about them holds. By SQL, as no
   * API changes a thousand people at once.
   */
  async move(residents: readonly LookedAt[]): Promise<void> {
    await this.stack.database.query('SELECT fence.bump_residents($1)', [residents.map(({ internal }) => internal)]);
  }

  /** @throws Error when a look is not what it is to measure: one decision, a permit, with what it is about */
  private async requireSingleSource(): Promise<void> {
    const asked = { path: { id: this.residents[0]!.pseudonym }, query: { ...LOOK, category: [LOOK.category] } };
    const answer: relay.ViewAnswer = await this.stack.town
      .as(LookTown.WHO)
      .get('/api/relay/v1/residents/{id}/records', asked);
    const { decisions, records } = answer;
    if (decisions.length !== 1 || decisions[0]!.outcome !== 'permit' || records.length !== 1)
      throw new Error(`a look is ${decisions.length} decisions (${decisions[0]?.reason}) of ${records.length} records`);
  }
}

async function bringIn({ town }: OwnStack, at: number): Promise<{ atAgency: string; atSource: string }> {
  const birthDate = new Date(Date.UTC(1940, 0, 1 + at)).toISOString().slice(0, 10);
  const person = { familyName: 'Look', givenName: 'Synthetic', birthDate, postcode: 'ZZ99 9ZZ' };
  const own = { localId: `look-${at}`, uprn: String(990_000_200_000 + at) };
  const { id: atAgency } = await town.as(AGENCY).post('/api/consent/v1/residents', { body: { ...person, ...own } });
  const { resident } = await town.as(SOURCE).post('/api/consent/v1/residents/link', { body: { ...person, ...own } });
  const caseload = { resident: atAgency, kind: 'caseload', purpose: LOOK.purpose } as const;
  await town.as(AGENCY).post('/api/policy/v1/relationships', { body: caseload });
  return { atAgency, atSource: resident.id };
}

async function internalIds({ database }: OwnStack, pseudonyms: readonly string[]): Promise<LookedAt[]> {
  const meant = await whoAre(database, AGENCY.toUpperCase(), pseudonyms);
  return pseudonyms.map((pseudonym) => {
    const meaning = meant(pseudonym);
    if (meaning.kind !== 'resident') throw new Error('somebody whom the bench brought in is not known');
    return { pseudonym, internal: meaning.id };
  });
}
