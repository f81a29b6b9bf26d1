import { Module } from '@nestjs/common';
import { ChangeRelationship } from './change-relationship.js';
import { RelationshipController } from './relationship.controller.js';
import { ResidentReference } from './resident-reference.js';

@Module({
  controllers: [RelationshipController],
  providers: [ChangeRelationship, ResidentReference],
  exports: [ResidentReference],
})
export class RelationshipModule {}
