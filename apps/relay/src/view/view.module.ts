import { Module } from '@nestjs/common';
import { ReleaseModule } from '../release/release.module.js';
import { FindArrival } from './find-arrival.js';
import { FetchRecords } from './fetch-records.js';
import { ViewRecords } from './view-records.js';
import { ViewWay } from './view-way.js';
import { ViewController } from './view.controller.js';

@Module({
  imports: [ReleaseModule],
  controllers: [ViewController],
  providers: [FindArrival, FetchRecords, ViewRecords, ViewWay],
})
export class ViewModule {}
