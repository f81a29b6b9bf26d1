import { CreatePolicy1763770200000 } from './1763770200000-create-policy.js';
import { BundleLifecycle1763870200000 } from './1763870200000-bundle-lifecycle.js';
import { Registry1763870210000 } from './1763870210000-registry.js';
import { Simulations1763870220000 } from './1763870220000-simulations.js';
import { FlowsOfAgency1764019200000 } from './1764019200000-flows-of-agency.js';
import { MoveRelationships1764170200000 } from './1764170200000-move-relationships.js';
import { OnwardProcessors1764170210000 } from './1764170210000-onward-processors.js';
import { TwoPersonOfficers1764259200000 } from './1764259200000-two-person-officers.js';
import { OtherAgenciesPeople1764900100000 } from './1764900100000-other-agencies-people.js';
import { RelationshipsOfTheJoined1765500200000 } from './1765500200000-relationships-of-the-joined.js';
import { SourcesOfAgreements1765600100000 } from './1765600100000-sources-of-agreements.js';
import { RecordDecisions1766000300002 } from './1766000300002-record-decisions.js';

export const policyMigrations = [
  CreatePolicy1763770200000,
  BundleLifecycle1763870200000,
  Registry1763870210000,
  Simulations1763870220000,
  FlowsOfAgency1764019200000,
  MoveRelationships1764170200000,
  OnwardProcessors1764170210000,
  TwoPersonOfficers1764259200000,
  OtherAgenciesPeople1764900100000,
  RelationshipsOfTheJoined1765500200000,
  SourcesOfAgreements1765600100000,
  RecordDecisions1766000300002,
];
