/**
 * Prints the OpenAPI documents of the four apps, by app:  node dist/scripts/describe/describe-apps.js
 * Only the build has them whole: its compiler reads what types and comments say. Nothing is started.
 */
import { describeModule } from '#libs/http';
import { AUDIT } from '../../apps/audit/src/about.js';
import { AuditModule } from '../../apps/audit/src/audit.module.js';
import { CONSENT } from '../../apps/consent/src/about.js';
import { ConsentModule } from '../../apps/consent/src/consent.module.js';
import { POLICY } from '../../apps/policy/src/about.js';
import { PolicyModule } from '../../apps/policy/src/policy.module.js';
import { RELAY } from '../../apps/relay/src/about.js';
import { RelayModule } from '../../apps/relay/src/relay.module.js';

/** Looked at, never used. */
const parts = { config: {}, source: {}, pool: {}, ring: {}, key: {}, marks: {}, check: {} } as never;
const none = {} as never;

const documents = {
  consent: await describeModule(ConsentModule.with(parts), CONSENT),
  policy: await describeModule(PolicyModule.with(parts), POLICY),
  relay: await describeModule(RelayModule.with(none, none, none, none), RELAY),
  audit: await describeModule(AuditModule.with(parts), AUDIT),
};
process.stdout.write(JSON.stringify(documents));
