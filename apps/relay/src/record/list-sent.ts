import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { pageOf } from '#libs/contracts';
import { DomainError, type Category } from '#libs/domain';
import { cursorOf, type Principal } from '#libs/http';
import { whoIs } from '#libs/trail';
import type { FastifyRequest } from 'fastify';
import { HotDatabase } from '../keys/hot-database.js';
import type { Asked, Prepared, Way } from '../release/asked.js';
import { Held } from '../release/held.js';
import { ReleaseLine } from '../release/release-line.js';
import { KnownRecipients } from './known-recipients.js';
import { decideOwnRecord } from './own-record.js';
import { presentSent } from './present-sent.js';
import type { SentDeliveryPage } from './sent-delivery.dto.js';
import { SentDeliveries, type SentPage, type SentRow } from './sent-deliveries.js';

/**
 * What became of the records that the caller's agency posted about one resident. The same right as to the deliveries of
 * one record, and as much a listing: each category of those records is a question and a disclosure of its own, so that the
 * resident's history can keep back one that is not to be shown there.
 */
@Injectable()
export class ListSent {
  constructor(
    private readonly database: HotDatabase,
    private readonly sent: SentDeliveries,
    private readonly line: ReleaseLine,
    private readonly recipients: KnownRecipients,
  ) {}

  /** A name that is not the agency's, and one about whom it posted nothing, are the same refusal. */
  async list(
    principal: Principal,
    name: string,
    { after, limit }: Pick<SentPage, 'after' | 'limit'>,
    request: FastifyRequest,
  ): Promise<SentDeliveryPage> {
    const meaning = await whoIs(this.database.pool, principal, name);
    const residentId = meaning.kind === 'resident' ? meaning.id : null;
    const source = principal.agency!;
    const categories = residentId === null ? [] : await this.sent.categories(residentId, source);
    if (residentId === null || categories.length === 0) {
      throw new DomainError('record-not-found', 'there is no record of your agency about such a resident');
    }
    const asked = categories.map((category) => toAsked(principal, residentId, category));
    const known = await this.recipients.of(source);
    const released = await this.line.release(asked, this.way({ residentId, source, after, limit, known }), request);
    const rows = released.flatMap(({ content }) => content ?? []).sort(newestFirst);
    return pageOf(
      rows,
      limit,
      ({ at, id }) => cursorOf(at, id),
      (row) => presentSent(row, known),
    );
  }

  private way(page: SentPage): Way<SentRow[]> {
    return {
      // The right of a sender to its own records obliges to nothing.
      keeps: [],
      decide: (_asked, facts) => decideOwnRecord(facts),
      prepare: async (decided): Promise<Prepared<SentRow[]>[]> => {
        const permitted = decided.filter(({ decision }) => decision.outcome === 'permit');
        const rows = await this.sent.page(
          page,
          permitted.map(({ asked }) => asked.request.category),
        );
        return decided.map((item) => ({
          ...item,
          content: new Held(rows.filter(({ category }) => category === item.asked.request.category)),
        }));
      },
    };
  }
}

const newestFirst = (a: SentRow, b: SentRow): number => (a.at === b.at ? compare(b.id, a.id) : compare(b.at, a.at));
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function toAsked(principal: Principal, residentId: string, category: Category): Asked {
  const agency = principal.agency!;
  return {
    id: randomUUID(),
    kind: 'list',
    request: {
      requesterId: principal.id,
      action: 'list',
      residentId,
      sourceAgency: agency,
      recipientAgency: agency,
      category,
      purpose: 'HOPERAT',
    },
  };
}
