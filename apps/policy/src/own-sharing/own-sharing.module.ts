import { Module } from '@nestjs/common';
import { OwnSharingController } from './own-sharing.controller.js';
import { ReadOwnAgreements } from './read-own-agreements.js';

@Module({ controllers: [OwnSharingController], providers: [ReadOwnAgreements] })
export class OwnSharingModule {}
