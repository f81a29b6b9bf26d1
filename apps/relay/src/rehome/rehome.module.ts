import { Module } from '@nestjs/common';
import { RehomeBatch } from './rehome-batch.js';
import { RehomeSealed } from './rehome-sealed.js';

@Module({ providers: [RehomeBatch, RehomeSealed] })
export class RehomeModule {}
