import type { Type } from '@nestjs/common';
import { journeyPages } from '../shell/journey/journey-pages.js';
import { ChoiceController } from './choices/choice.controller.js';
import { EarlierController } from './choices/earlier.controller.js';
import { LookController } from './looks/look.controller.js';
import { LooksController } from './looks/looks.controller.js';
import { ObjectController } from './refuse/object.controller.js';
import { RefuseJourney } from './refuse/refuse.journey.js';
import { RequestController } from './say-yes/request.controller.js';
import { SayNoController } from './say-yes/say-no.controller.js';
import { SayYesJourney } from './say-yes/say-yes.journey.js';
import { SharedController } from './sharing/shared.controller.js';
import { SharingController } from './sharing/sharing.controller.js';
import { LiftController } from './stop/lift.controller.js';
import { StopAllController } from './stop/stop-all.controller.js';
import { StopController } from './stop/stop.controller.js';

/** The controllers of the resident's portal, a page or journey each. */
export const residentPages: readonly Type[] = [
  ...[SharingController, SharedController],
  ...[RequestController, journeyPages(new SayYesJourney()), SayNoController],
  ...[ObjectController, journeyPages(new RefuseJourney())],
  ...[EarlierController, ChoiceController, StopController, StopAllController, LiftController],
  ...[LooksController, LookController],
];
