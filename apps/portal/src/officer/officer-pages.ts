import type { Type } from '@nestjs/common';
import { journeyPages } from '../shell/journey/journey-pages.js';
import { AgreementsController } from './agreements/agreements.controller.js';
import { EventController } from './event/event.controller.js';
import { ExplorerController } from './explorer/explorer.controller.js';
import { IntegrityController } from './integrity/integrity.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { ApproveController } from './policies/approve.controller.js';
import { CheckController } from './policies/check.controller.js';
import { DraftController } from './policies/draft.controller.js';
import { PoliciesController } from './policies/policies.controller.js';
import { ReplayController } from './policies/replay.controller.js';
import { RollBackJourney } from './policies/roll-back.journey.js';
import { RuleBooks } from './policies/rule-books.js';
import { AgreementStopJourney } from './stops/agreement-stop.journey.js';
import { LiftStopJourney } from './stops/lift-stop.journey.js';
import { PlaceStopJourney } from './stops/place-stop.journey.js';
import { StopsController } from './stops/stops.controller.js';

/** The controllers of the officer's portal, a page or journey each. */
export const officerPages: readonly Type[] = [
  OverviewController,
  ExplorerController,
  EventController,
  IntegrityController,
  AgreementsController,
  journeyPages(new AgreementStopJourney('stop')),
  journeyPages(new AgreementStopJourney('resume')),
  StopsController,
  journeyPages(new PlaceStopJourney()),
  journeyPages(new LiftStopJourney()),
  PoliciesController,
  DraftController,
  CheckController,
  ApproveController,
  journeyPages(new RollBackJourney()),
  ReplayController,
];

/** What several of them share. */
export const officerParts: readonly Type[] = [RuleBooks];
