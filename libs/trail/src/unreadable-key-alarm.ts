import type { KeyHolder } from '#libs/sealing';
import { countUp, type HttpMetrics, type Log } from '#libs/telemetry';
import { holdingOf } from './keys.js';

/** Counted whenever one is read, so it goes on rising while there is one. */
const UNREADABLE = {
  name: 'keys_unreadable_total',
  help: 'Data keys that were read and did not open: what they hold is refused until somebody puts the right ones back',
};

/**
 * For `KeyReader`: counts, and says at which level and controller. Never whose it is: whoever mends it finds the rows by
 * docs/running.md.
 */
export function unreadableKeyAlarm(metrics: HttpMetrics, log: Log): (holder: KeyHolder) => void {
  const count = countUp(metrics, UNREADABLE);
  return ({ level, id }) => {
    const { controller } = level === 'resident' ? holdingOf(id) : { controller: null };
    log.error({ keyLevel: level, controller }, 'a data key cannot be read: what it holds is refused, and nothing else');
    count();
  };
}
