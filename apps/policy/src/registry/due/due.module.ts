import { Module } from '@nestjs/common';
import { AgreementModule } from '../agreement/agreement.module.js';
import { RelationshipModule } from '../relationship/relationship.module.js';
import { DueWork } from './due-work.js';

@Module({ imports: [AgreementModule, RelationshipModule], providers: [DueWork] })
export class DueModule {}
