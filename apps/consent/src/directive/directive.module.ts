import { Module } from '@nestjs/common';
import { ResidentModule } from '../resident/resident.module.js';
import { AgreementBounds } from './agreement-bounds.js';
import { AmendDirective } from './amend-directive.js';
import { ConsentRules } from './consent-rules.js';
import { DecideObjection } from './decide-objection.js';
import { DirectiveController } from './directive.controller.js';
import { DirectiveStore } from './directive-store.js';
import { DirectiveTrail } from './directive-trail.js';
import { FindDirective } from './find-directive.js';
import { GiveConsent } from './give-consent.js';
import { LiftStop } from './lift-stop.js';
import { ListDirectives } from './list-directives.js';
import { ReadDirective } from './read-directive.js';
import { RecordDirective } from './record-directive.js';
import { RecordStop } from './record-stop.js';
import { ResidentDirectivesController } from './resident-directives.controller.js';
import { ShownDirectives } from './shown-directives.js';
import { ToldDirectives } from './told-directives.js';
import { WithdrawConsent } from './withdraw-consent.js';

@Module({
  imports: [ResidentModule],
  controllers: [ResidentDirectivesController, DirectiveController],
  providers: [
    AgreementBounds,
    AmendDirective,
    ConsentRules,
    DecideObjection,
    DirectiveStore,
    DirectiveTrail,
    FindDirective,
    GiveConsent,
    LiftStop,
    ListDirectives,
    ReadDirective,
    RecordDirective,
    RecordStop,
    ShownDirectives,
    ToldDirectives,
    WithdrawConsent,
  ],
  exports: [AgreementBounds],
})
export class DirectiveModule {}
