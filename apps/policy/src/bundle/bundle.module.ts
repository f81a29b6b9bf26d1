import { Module } from '@nestjs/common';
import { ActivateBundle } from './activate-bundle.js';
import { BundleController } from './bundle.controller.js';
import { ListBundles } from './list-bundles.js';
import { PostBundle } from './post-bundle.js';

@Module({ controllers: [BundleController], providers: [ListBundles, PostBundle, ActivateBundle] })
export class BundleModule {}
