import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { ReleaseModule } from '../release/release.module.js';
import { ResolveResident } from './resolve-resident.js';
import { ViewRecords } from './view-records.js';
import { ViewWay } from './view-way.js';
import { ViewController } from './view.controller.js';

@Module({
  imports: [KeysModule, ReleaseModule],
  controllers: [ViewController],
  providers: [ViewRecords, ViewWay, ResolveResident],
  exports: [ResolveResident],
})
export class ViewModule {}
