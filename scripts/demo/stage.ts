import type { audit, policy, relay } from '#libs/client';
import type { Recall, RecallReply } from '#libs/connector';
import type { Category, Purpose } from '#libs/domain';
import { TownApi, type TownApiOptions } from '../town/town-api.js';
import { readTown, type TownResident } from '../town/town-data.js';
import type { TownRecord } from '../town/town-records.js';
import { principalId } from '../seed/put-people.js';
import { AgencyInbox } from './agency-inbox.js';
import type { Seen } from './script.js';
import { until } from './until.js';

/** What would be seen, and whose it is. */
export interface Flow {
  readonly category: Category;
  readonly source: string;
}

/** What one step leaves for the next. */
export interface Memory {
  reach?: AgencyInbox;
  harbour?: AgencyInbox;
  /** Margaret's consent of step 2b. */
  directiveId?: string;
  effectiveAt?: string;
}

/** The town as the players of the script act in it, through the broker's public surface only. */
export class Stage {
  readonly api: TownApi;
  readonly memory: Memory = {};
  private readonly startedAt = Math.floor(Date.now() / 1000);
  private posts = 0;
  private readonly pseudonyms = new Map<string, Promise<string>>();
  private readonly residents = readTown().residents;

  constructor(
    private readonly town: TownApiOptions,
    private readonly kafka: string | undefined,
  ) {
    this.api = new TownApi(town);
  }

  resident(key: string): TownResident {
    return this.residents.find((resident) => resident.key === key)!;
  }

  /** The resident as this member of staff or system names them: by the pairwise pseudonym of their agency. */
  pseudonym(as: string, key: string): Promise<string> {
    const known = this.pseudonyms.get(`${as} ${key}`) ?? this.lookUp(as, key);
    this.pseudonyms.set(`${as} ${key}`, known);
    return known;
  }

  /** Posts a new version of each record, whatever earlier runs posted. Answers with their ids at the broker. */
  async post(as: string, records: readonly TownRecord[]): Promise<string[]> {
    const sourceVersion = this.startedAt + (this.posts += 1);
    const updates = await Promise.all(
      records.map(async ({ resident, sourceId, category, body }) => {
        return { resident: await this.pseudonym(as, resident), sourceId, sourceVersion, category, body };
      }),
    );
    return this.postAsIs(as, updates);
  }

  /** Posts a seeded record again, which changes nothing and tells its id. */
  async idOfSeeded(as: string, { resident, sourceId, category, body }: TownRecord): Promise<string> {
    const update = { resident: await this.pseudonym(as, resident), sourceId, sourceVersion: 1, category, body };
    return (await this.postAsIs(as, [update]))[0]!;
  }

  async view(as: string, key: string, purpose: Purpose, category: readonly Category[]): Promise<relay.ViewAnswer> {
    const path = { id: await this.pseudonym(as, key) };
    return this.api.as(as).get('/api/relay/v1/residents/{id}/records', { path, query: { purpose, category } });
  }

  /** Asks the decision point, as somebody on their own behalf. Advice: nothing is released. */
  async evaluate(as: string, key: string, { category, source }: Flow, context: policy.ContextDto): Promise<Seen> {
    const properties = { resident: await this.pseudonym(as, key), source };
    const answer = await this.api.as(as).post('/access/v1/evaluation', {
      body: {
        subject: { type: 'practitioner', id: principalId(as) },
        action: { name: 'read' },
        resource: { type: 'record', id: category, properties },
        context,
      },
    });
    const { reason, agreement, basis } = answer.context;
    return { outcome: answer.decision ? 'permit' : 'deny', reason, agreement, basis };
  }

  async deliveries(as: string, recordId: string): Promise<readonly relay.DeliveryStateView[]> {
    const path = { id: recordId };
    return (await this.api.as(as).get('/api/relay/v1/records/{id}/deliveries', { path })).deliveries;
  }

  /** What the sender sees of each record at one agency, once it is in one of these states. */
  async statesAt(
    as: string,
    ids: readonly string[],
    agency: string,
    states: readonly string[],
  ): Promise<relay.DeliveryStateView[]> {
    const look = async (id: string): Promise<relay.DeliveryStateView | undefined> =>
      (await this.deliveries(as, id)).find((delivery) => delivery.agency === agency && states.includes(delivery.state));
    return Promise.all(ids.map((id) => until(`${as} sees "${states.join('" or "')}" at ${agency}`, () => look(id))));
  }

  async history(resident: string): Promise<readonly audit.HistoryLine[]> {
    const asked = { path: { id: 'me' }, query: { limit: 200 } };
    return (await this.api.as(resident).get('/api/audit/v1/residents/{id}/history', asked)).items;
  }

  inbox(agency: string, name: string, answer?: (recall: Recall) => readonly RecallReply[]): AgencyInbox {
    const own = `${agency.toLowerCase()}-${this.startedAt}-${name}`;
    return new AgencyInbox({ agency, town: this.town, kafka: this.kafka, name: own }, answer);
  }

  private async postAsIs(as: string, records: readonly relay.RecordUpdateDto[]): Promise<string[]> {
    const { results } = await this.api.as(as).post('/api/relay/v1/records/batch', { body: { records } });
    return results.map(({ id, status }) => {
      if (id === null) throw new Error(`${as} posted a record and was answered "${status}"`);
      return id;
    });
  }

  private async lookUp(as: string, key: string): Promise<string> {
    const { familyName, birthDate, localIds } = this.resident(key);
    const agency = this.town.directory.all().find((person) => person.key === as)?.agency;
    const body = { familyName, birthDate, localId: localIds[agency ?? ''] };
    const found = await this.api.as(as).post('/api/consent/v1/residents/lookup', { body });
    if (!found.resident)
      throw new Error(`${as} does not find ${key}: is the demo town in (npm start without DEMO=off)?`);
    return found.resident.id;
  }
}
