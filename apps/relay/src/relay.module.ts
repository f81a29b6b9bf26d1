import { Module, type DynamicModule, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { PgPrincipalDirectory, PrincipalDirectory } from '#libs/http';
import { BundleEngines } from '#libs/pdp';
import { MarkStore } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import type { FastifyInstance } from 'fastify';
import { RelayConfig } from './config.js';
import { DeliveryController } from './delivery/delivery.controller.js';
import { DeliveryReader } from './delivery/delivery-reader.js';
import { FeedWay } from './delivery/feed-way.js';
import { OpenDeliveries } from './delivery/open-deliveries.js';
import { OpenWay } from './delivery/open-way.js';
import { ReadFeed } from './delivery/read-feed.js';
import { SaidSince } from './delivery/said-since.js';
import { Candidates } from './dispatch/candidates.js';
import { Dispatcher } from './dispatch/dispatcher.js';
import { FollowUp } from './dispatch/follow-up.js';
import { MoveRecords } from './dispatch/move-records.js';
import { OfferRecords } from './dispatch/offer-records.js';
import { OfferWay } from './dispatch/offer-way.js';
import { PerformWork } from './dispatch/perform-work.js';
import { PersonInDelivery } from './dispatch/person-in-delivery.js';
import { SweepDeliveries } from './dispatch/sweep-deliveries.js';
import { WorkQueue } from './dispatch/work.js';
import { FeedPositions } from './feed/feed-positions.js';
import { HotDatabase } from './keys/hot-database.js';
import { ResidentKeys } from './keys/resident-keys.js';
import { ListAlerts } from './notice/list-alerts.js';
import { NoticeController } from './notice/notice.controller.js';
import { AnswerRecall } from './recall/answer-recall.js';
import { RecallController } from './recall/recall.controller.js';
import { Recalls } from './recall/recalls.js';
import { AcceptBatch } from './record/accept-batch.js';
import { AcceptRecords } from './record/accept-records.js';
import { ListDeliveries } from './record/list-deliveries.js';
import { RecordController } from './record/record.controller.js';
import { KnownRecipients } from './record/known-recipients.js';
import { ListSent } from './record/list-sent.js';
import { RetractRecord } from './record/retract-record.js';
import { SentController } from './record/sent.controller.js';
import { SentDeliveries } from './record/sent-deliveries.js';
import { Decide } from './release/decide.js';
import { FenceAndRecord } from './release/fence-and-record.js';
import { GatherFacts } from './release/gather-facts.js';
import { MarkNotSent } from './release/mark-not-sent.js';
import { OpenBodies } from './release/open-bodies.js';
import { ReleaseLine } from './release/release-line.js';
import { Respond } from './release/respond.js';
import { SealEntries } from './release/seal-entries.js';
import { Shipping } from './shipping/shipping.js';
import { WatchBacklog } from './shipping/watch-backlog.js';
import { ResolveResident } from './view/resolve-resident.js';
import { ViewController } from './view/view.controller.js';
import { ViewRecords } from './view/view-records.js';
import { ViewWay } from './view/view-way.js';

const RELEASE = [ReleaseLine, GatherFacts, Decide, FenceAndRecord, SealEntries, OpenBodies, Respond, MarkNotSent];
const WAYS = [
  ViewWay,
  ViewRecords,
  ResolveResident,
  OpenWay,
  OpenDeliveries,
  FeedWay,
  ReadFeed,
  DeliveryReader,
  SaidSince,
  ListDeliveries,
  KnownRecipients,
  ListSent,
  SentDeliveries,
];
const DISPATCH = [
  Dispatcher,
  PerformWork,
  WorkQueue,
  MoveRecords,
  OfferRecords,
  OfferWay,
  PersonInDelivery,
  Candidates,
  SweepDeliveries,
  FollowUp,
];
const RECORDS = [
  AcceptBatch,
  AcceptRecords,
  RetractRecord,
  FeedPositions,
  Recalls,
  AnswerRecall,
  ListAlerts,
  ResidentKeys,
  Shipping,
  WatchBacklog,
];

/** The relay's rooms joined to the database, the keys and the topics that it was started with. */
@Module({})
export class RelayModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly respond: Respond,
    private readonly dispatcher: Dispatcher,
    private readonly shipping: Shipping,
    private readonly database: HotDatabase,
  ) {}

  static with(config: RelayConfig, database: HotDatabase, ring: KeyRing, marks: MarkStore): DynamicModule {
    return {
      module: RelayModule,
      controllers: [
        RecordController,
        SentController,
        DeliveryController,
        ViewController,
        RecallController,
        NoticeController,
      ],
      providers: [
        { provide: RelayConfig, useValue: config },
        { provide: HotDatabase, useValue: database },
        { provide: KeyRing, useValue: ring },
        { provide: MarkStore, useValue: marks },
        { provide: BundleEngines, useValue: new BundleEngines(database.pool, config.ENGINE) },
        { provide: PrincipalDirectory, useValue: new PgPrincipalDirectory(database.pool) },
        ...RELEASE,
        ...WAYS,
        ...DISPATCH,
        ...RECORDS,
      ],
    };
  }

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onSend', (request, reply, payload) => this.respond.beforeFirstByte(request, reply, payload));
    this.shipping.start(() => this.dispatcher.kick());
    this.dispatcher.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dispatcher.stop();
    await this.shipping.stop();
    await this.database.pool.end();
  }
}
