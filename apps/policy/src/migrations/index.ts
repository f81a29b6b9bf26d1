import { CreatePolicy1763770200000 } from './1763770200000-create-policy.js';
import { BundleLifecycle1763870200000 } from './1763870200000-bundle-lifecycle.js';
import { Registry1763870210000 } from './1763870210000-registry.js';
import { Simulations1763870220000 } from './1763870220000-simulations.js';
import { MoveRelationships1764170200000 } from './1764170200000-move-relationships.js';
import { OnwardProcessors1764170210000 } from './1764170210000-onward-processors.js';

export const policyMigrations = [
  CreatePolicy1763770200000,
  BundleLifecycle1763870200000,
  Registry1763870210000,
  Simulations1763870220000,
  MoveRelationships1764170200000,
  OnwardProcessors1764170210000,
];
