import { Module } from '@nestjs/common';
import { ResidentModule } from '../resident/resident.module.js';
import { ListAwaiting } from './list-awaiting.js';
import { Reconcile } from './reconcile.js';
import { ReconciliationController } from './reconciliation.controller.js';

@Module({ imports: [ResidentModule], controllers: [ReconciliationController], providers: [ListAwaiting, Reconcile] })
export class ReconciliationModule {}
