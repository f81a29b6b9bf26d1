import { Module } from '@nestjs/common';
import { ActivateBundle } from './activate-bundle.js';
import { BundleController } from './bundle.controller.js';
import { BundleStore } from './bundle-store.js';
import { PublishBundle } from './publish-bundle.js';

@Module({ controllers: [BundleController], providers: [ActivateBundle, BundleStore, PublishBundle] })
export class BundleModule {}
