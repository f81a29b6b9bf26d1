import { Module } from '@nestjs/common';
import { ActivateBundle } from './activate-bundle.js';
import { BundleController } from './bundle.controller.js';
import { CheckBundle } from './check/check-bundle.js';
import { CheckController } from './check/check.controller.js';
import { CompareBundles } from './check/compare-bundles.js';
import { ReadReport } from './check/read-report.js';
import { ListBundles } from './list-bundles.js';
import { PostBundle } from './post-bundle.js';
import { RollBackBundle } from './roll-back-bundle.js';
import { StopBundle } from './stop-bundle.js';

@Module({
  controllers: [BundleController, CheckController],
  providers: [
    ListBundles,
    PostBundle,
    ActivateBundle,
    RollBackBundle,
    StopBundle,
    CheckBundle,
    ReadReport,
    CompareBundles,
  ],
})
export class BundleModule {}
