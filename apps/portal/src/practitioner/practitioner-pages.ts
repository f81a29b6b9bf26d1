import type { Provider, Type } from '@nestjs/common';
import { journeyPages } from '../shell/journey/journey-pages.js';
import { AccessController } from './access/access.controller.js';
import { ClaimJourney } from './claim/claim.journey.js';
import { FindController } from './find/find.controller.js';
import { LooksController } from './looks/looks.controller.js';
import { PersonController } from './person/person.controller.js';
import { WaysOn } from './person/ways-on.js';
import { RecordController } from './record/record.controller.js';
import { SentController } from './sent/sent.controller.js';
import { ToldDoneController } from './told/told-done.controller.js';
import { ToldJourney } from './told/told.journey.js';

/** The controllers of the practitioner's portal, a page or journey each. */
export const practitionerPages: readonly Type[] = [
  FindController,
  LooksController,
  PersonController,
  AccessController,
  RecordController,
  journeyPages(new ClaimJourney()),
  SentController,
  journeyPages(new ToldJourney()),
  ToldDoneController,
];

/** Those to which a person's page leads, in its order. */
export const waysOn = new WaysOn(['sent', 'told']);

export const practitionerParts: readonly Provider[] = [{ provide: WaysOn, useValue: waysOn }];
