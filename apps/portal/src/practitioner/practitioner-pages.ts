import type { Type } from '@nestjs/common';
import { AccessController } from './access/access.controller.js';
import { ClaimController } from './claim/claim.controller.js';
import { FindController } from './find/find.controller.js';
import { LooksController } from './looks/looks.controller.js';
import { PersonController } from './person/person.controller.js';
import { RecordController } from './record/record.controller.js';
import { SentController } from './sent/sent.controller.js';
import { RecordToldController } from './told/record-told.controller.js';
import { ToldController } from './told/told.controller.js';

/** The controllers of the practitioner's portal, a page or journey each. */
export const practitionerPages: readonly Type[] = [
  FindController,
  LooksController,
  PersonController,
  AccessController,
  RecordController,
  ClaimController,
  SentController,
  // Its paths are words; the questions' are the rest.
  RecordToldController,
  ToldController,
];
