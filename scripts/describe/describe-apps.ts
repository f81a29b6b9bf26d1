/**
 * Prints the OpenAPI documents of the four apps, by app:  node dist/scripts/describe/describe-apps.js
 * Only the build has them whole: its compiler reads what types and comments say. Nothing is started.
 */
import { describeModule } from '#libs/http';
import { AuditModule } from '../../apps/audit/src/audit.module.js';
import { ConsentModule } from '../../apps/consent/src/consent.module.js';
import { PolicyModule } from '../../apps/policy/src/policy.module.js';
import { RelayModule } from '../../apps/relay/src/relay.module.js';

/** Looked at, never used. */
const parts = { config: {}, source: {}, pool: {}, ring: {}, key: {}, marks: {}, check: {} } as never;
const none = {} as never;

const documents = {
  consent: await describeModule(ConsentModule.with(parts), 'consent'),
  policy: await describeModule(PolicyModule.with(parts), 'policy'),
  relay: await describeModule(RelayModule.with(none, none, none, none), 'relay'),
  audit: await describeModule(AuditModule.with(parts), 'audit'),
};
process.stdout.write(JSON.stringify(documents));
