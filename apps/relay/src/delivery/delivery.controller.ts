import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { Allow, CurrentPrincipal, DecidesSuspension, type Principal } from '#libs/http';
import type { FastifyRequest } from 'fastify';
import { toldOf } from '../release/told-of.js';
import { FeedQueryDto } from '../feed/feed-query.dto.js';
import { type FeedDelivery, FeedView, type Opening, Openings } from './delivery.dto.js';
import { OpenDeliveriesDto } from './open-deliveries.dto.js';
import { OpenDeliveries } from './open-deliveries.js';
import { ReadFeed, type FeedItem } from './read-feed.js';

@Controller('v1/deliveries')
export class DeliveryController {
  constructor(
    private readonly opening: OpenDeliveries,
    private readonly feed: ReadFeed,
  ) {}

  /** Content keys of deliveries, each decided at this moment. Opening again is a disclosure again. */
  @Post('open')
  @HttpCode(200)
  @Allow('system')
  @DecidesSuspension()
  async open(
    @CurrentPrincipal() principal: Principal,
    @Body() body: OpenDeliveriesDto,
    @Req() request: FastifyRequest,
  ): Promise<Openings> {
    const released = await this.opening.open(principal.id, principal.agency!, body.deliveries, request);
    const openings = released.map((item): Opening => {
      const { asked, content, entryId } = item;
      const id = asked.deliveryId!;
      if (content) return { id, outcome: 'permit', contentKey: content.contentKey, entryId };
      const { reason, explain } = toldOf(item);
      return { id, outcome: 'deny', reason, explain, entryId };
    });
    return { openings };
  }

  /** The same deliveries as on the agency's topic, for those without Kafka. */
  @Get()
  @Allow('system')
  @DecidesSuspension()
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: FeedQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<FeedView> {
    const page = { after: query.after, limit: query.limit ?? 100 };
    const { items, next } = await this.feed.read(principal.id, principal.agency!, page, request);
    return { deliveries: items.map(toView), next };
  }
}

function toView({ row, released }: FeedItem): FeedDelivery {
  return {
    id: row.id,
    stream: row.stream,
    seq: Number(row.seq),
    sealed: released.content,
    resident: row.stream.split(':')[1]!,
  };
}
