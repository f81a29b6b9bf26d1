import type { Type } from '@nestjs/common';
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
import { RollBackController } from './policies/roll-back.controller.js';
import { RuleBooks } from './policies/rule-books.js';
import { AgreementStopController } from './stops/agreement-stop.controller.js';
import { PlaceStopController } from './stops/place-stop.controller.js';
import { StopsController } from './stops/stops.controller.js';

/** The controllers of the officer's portal, a page or journey each. */
export const officerPages: readonly Type[] = [
  OverviewController,
  ExplorerController,
  EventController,
  IntegrityController,
  AgreementsController,
  AgreementStopController,
  StopsController,
  PlaceStopController,
  PoliciesController,
  DraftController,
  CheckController,
  ApproveController,
  RollBackController,
  ReplayController,
];

/** What several of them share. */
export const officerParts: readonly Type[] = [RuleBooks];
