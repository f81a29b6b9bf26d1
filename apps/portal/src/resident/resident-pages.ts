import type { Type } from '@nestjs/common';
import { ChoiceController } from './choices/choice.controller.js';
import { EarlierController } from './choices/earlier.controller.js';
import { LookController } from './looks/look.controller.js';
import { LooksController } from './looks/looks.controller.js';
import { ObjectController } from './refuse/object.controller.js';
import { RefuseController } from './refuse/refuse.controller.js';
import { DecisionController } from './say-yes/decision.controller.js';
import { QuestionsController } from './say-yes/questions.controller.js';
import { RequestController } from './say-yes/request.controller.js';
import { SharingController } from './sharing/sharing.controller.js';
import { LiftController } from './stop/lift.controller.js';
import { StopAllController } from './stop/stop-all.controller.js';
import { StopController } from './stop/stop.controller.js';

/** The controllers of the resident's portal, a page or journey each. */
export const residentPages: readonly Type[] = [
  SharingController,
  ...[RequestController, QuestionsController, DecisionController],
  ...[ObjectController, RefuseController],
  ...[EarlierController, ChoiceController, StopController, StopAllController, LiftController],
  ...[LooksController, LookController],
];
