import { Module } from '@nestjs/common';
import { EndRelationship } from './end-relationship.js';
import { ListRelationships } from './list-relationships.js';
import { RecordRelationship } from './record-relationship.js';
import { RelationshipController } from './relationship.controller.js';

@Module({
  controllers: [RelationshipController],
  providers: [ListRelationships, RecordRelationship, EndRelationship],
})
export class RelationshipModule {}
