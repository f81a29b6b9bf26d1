import {
  DIRECTIVE_CHANGED,
  LINK_CREATED,
  PLACE_RESUMED,
  RELATIONSHIP_CHANGED,
  RESIDENT_JOINED,
  type DirectiveChanged,
  type LinkCreated,
  type PlaceResumed,
  type RelationshipChanged,
  type ResidentJoined,
} from '#libs/contracts';
import { type EventHandler } from '#libs/messaging';
import { rowsOf, type SqlExecutor } from '#libs/persistence';
import { afterResumption } from './after-resumption.js';

type WorkKind = 'backfill' | 'sweep';

/**
 * What each change asks of deliveries. A restriction, a shield, an opt-out and the end of a best-interests decision are
 * temporary bars and merely refuse; what may open a way again back-fills.
 */
const AFTER_DIRECTIVE: Readonly<Record<DirectiveChanged['change'], readonly WorkKind[]>> = {
  given: ['backfill'],
  amended: ['sweep', 'backfill'],
  withdrawn: ['sweep'],
  refused: ['sweep'],
  objected: ['sweep'],
  lifted: ['backfill'],
  restricted: [],
  'restriction-lifted': ['backfill'],
  upheld: ['sweep'],
  declined: ['backfill'],
  shielded: [],
  'shield-lift-requested': [],
  'shield-lifted': ['backfill'],
  'shield-allowed': ['backfill'],
  'shield-allowance-ended': [],
  'opted-out': [],
  'opt-out-ended': ['backfill'],
  'capacity-assessed': ['backfill'],
  'best-interests-decided': ['backfill'],
  'best-interests-ended': [],
  reconciled: ['sweep', 'backfill'],
};

async function enqueue(tx: SqlExecutor, residentId: string, kinds: readonly WorkKind[]): Promise<void> {
  for (const kind of kinds) rowsOf(await tx.query('SELECT relay.enqueue_v1($1, $2)', [residentId, kind]));
}

/**
 * Other apps' changes as work for the dispatcher, in the transaction that marks the event: queued once, in the resident's
 * order. The change itself counts since its commit; what follows here is back-filling, destroying keys and recalling.
 */
export const HANDLERS: Readonly<Record<string, EventHandler<SqlExecutor>>> = {
  [DIRECTIVE_CHANGED]: (event, tx) => {
    const { residentId, change } = event.data as unknown as DirectiveChanged;
    return enqueue(tx, residentId, AFTER_DIRECTIVE[change]);
  },
  [LINK_CREATED]: (event, tx) => enqueue(tx, (event.data as unknown as LinkCreated).residentId, ['backfill']),
  // Whatever work comes first moves the records over; the resident whom they reach is back-filled then.
  [RESIDENT_JOINED]: (event, tx) => enqueue(tx, (event.data as unknown as ResidentJoined).residentId, ['backfill']),
  [PLACE_RESUMED]: (event, tx) => afterResumption(tx, event.data as unknown as PlaceResumed),
  [RELATIONSHIP_CHANGED]: (event, tx) => {
    const { residentId, change } = event.data as unknown as RelationshipChanged;
    return enqueue(tx, residentId, change === 'started' ? ['backfill'] : []);
  },
};
