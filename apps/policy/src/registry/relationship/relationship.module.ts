import { Module } from '@nestjs/common';
import { AnnounceStarts } from './announce-starts.js';
import { ClaimController } from './claim.controller.js';
import { ClaimRelationship } from './claim-relationship.js';
import { EndRelationship } from './end-relationship.js';
import { ListClaims } from './list-claims.js';
import { ListRelationships } from './list-relationships.js';
import { RecordRelationship } from './record-relationship.js';
import { RelationshipController } from './relationship.controller.js';

@Module({
  controllers: [ClaimController, RelationshipController],
  providers: [ListRelationships, RecordRelationship, EndRelationship, ClaimRelationship, ListClaims, AnnounceStarts],
  exports: [AnnounceStarts],
})
export class RelationshipModule {}
