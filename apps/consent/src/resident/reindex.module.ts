import { Module } from '@nestjs/common';
import { ReindexResidents } from './reindex-residents.js';
import { RereadIdentity } from './reread-identity.js';
import { ResidentModule } from './resident.module.js';

/** What the app does before it takes requests. */
@Module({ imports: [ResidentModule], providers: [ReindexResidents, RereadIdentity] })
export class ReindexModule {}
