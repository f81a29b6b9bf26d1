import { auditMigrations } from '../../apps/audit/src/migrations/index.js';
import { consentMigrations } from '../../apps/consent/src/migrations/index.js';
import { policyMigrations } from '../../apps/policy/src/migrations/index.js';
import { portalMigrations } from '../../apps/portal/src/migrations/index.js';
import { relayMigrations } from '../../apps/relay/src/migrations/index.js';
import { messagingMigrations } from '#libs/messaging';
import { fenceMigrations, type SchemaMigrations } from '#libs/persistence';

/** Every schema, in the order of migration (design 3): what a later one calls, an earlier one has made. */
export const SCHEMAS: readonly SchemaMigrations[] = [
  { schema: 'fence', migrations: fenceMigrations },
  { schema: 'messaging', migrations: messagingMigrations },
  { schema: 'audit', migrations: auditMigrations },
  { schema: 'consent', migrations: consentMigrations },
  { schema: 'policy', migrations: policyMigrations },
  { schema: 'relay', migrations: relayMigrations },
  { schema: 'portal', migrations: portalMigrations },
];
