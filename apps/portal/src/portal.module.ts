import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type pg from 'pg';
import { PortalConfig } from './config.js';
import { officerPages, officerParts } from './officer/officer-pages.js';
import { practitionerPages, practitionerParts } from './practitioner/practitioner-pages.js';
import { residentPages } from './resident/resident-pages.js';
import { RemoveOldSessions } from './session/remove-old-sessions.js';
import { SessionSeal } from './session/session-seal.js';
import { SessionStore } from './session/session-store.js';
import { AnswerPage } from './shell/answer-page.js';
import { AssetsController } from './shell/assets.controller.js';
import { Assets } from './shell/assets.js';
import { MakeVisit } from './shell/make-visit.js';
import { PageRenderer } from './shell/page-renderer.js';
import { Texts } from './words/texts.js';
import { WatchDatabase } from './session/watch-database.js';
import { Enter } from './sign-in/enter.js';
import { Issuers } from './session/issuers.js';
import { LeaveController } from './sign-in/leave.controller.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { LostController } from './start/lost.controller.js';
import { StartController } from './start/start.controller.js';

const SHELL = [AssetsController, StartController, SignInController, LeaveController];
/** In this order: the last one answers for every address that is no other's. */
export const PORTAL_CONTROLLERS: readonly Type[] = [
  ...SHELL,
  ...residentPages,
  ...practitionerPages,
  ...officerPages,
  LostController,
];

/** The portal's rooms: the shell, a portal for each of the three, and what is said of every other address. */
@Module({})
export class PortalModule {
  static with(config: PortalConfig, pool: pg.Pool): DynamicModule {
    return {
      module: PortalModule,
      controllers: [...PORTAL_CONTROLLERS],
      providers: [
        { provide: PortalConfig, useValue: config },
        { provide: SessionStore, useValue: new SessionStore(pool, SessionSeal.fromFile(config.SESSION_KEY_FILE)) },
        { provide: Texts, useValue: new Texts(config.LANGUAGES.split(',')) },
        { provide: Assets, useValue: new Assets() },
        { provide: PageRenderer, useFactory: (assets: Assets) => new PageRenderer(config, assets), inject: [Assets] },
        ...[Issuers, Enter, MakeVisit, AnswerPage, RemoveOldSessions, WatchDatabase],
        ...practitionerParts,
        ...officerParts,
      ],
    };
  }
}
