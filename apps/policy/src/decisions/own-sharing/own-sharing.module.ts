import { Module } from '@nestjs/common';
import { OwnSharingController } from './own-sharing.controller.js';
import { CandidatesOf } from './candidates-of.js';
import { ReadOwnAgreements } from './read-own-agreements.js';
import { ReadOwnSharing } from './read-own-sharing.js';
import { ToldAgreements } from './told-agreements.js';

@Module({
  controllers: [OwnSharingController],
  providers: [CandidatesOf, ReadOwnAgreements, ReadOwnSharing, ToldAgreements],
})
export class OwnSharingModule {}
