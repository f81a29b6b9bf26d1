import type { paths as AuditPaths } from './generated/audit.js';
import type { paths as ConsentPaths } from './generated/consent.js';
import type { paths as PolicyPaths } from './generated/policy.js';
import type { paths as RelayPaths } from './generated/relay.js';

/** As the edge has them: an app's own paths below its prefix, what has an address by a standard at the root. */
type At<Prefix extends string, Own> = {
  [Path in keyof Own & string as Path extends `/v1/${string}` ? `${Prefix}${Path}` : Path]: Own[Path];
};

/** Every path of the broker's public surface: `/api/consent/v1/directives/{id}`, `/access/v1/evaluations`, `/log/vkey`. */
export type Paths = At<'/api/consent', ConsentPaths> &
  At<'/api/policy', PolicyPaths> &
  At<'/api/relay', RelayPaths> &
  At<'/api/audit', AuditPaths>;
