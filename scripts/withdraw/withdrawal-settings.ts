import { readList } from '#libs/http';
import { ConsentConfig } from '../../apps/consent/src/config.js';
import { directDatabase } from '../local/direct-database.js';
import type { WithdrawalSettings } from './withdrawals.js';

const DISCREET_BY_DEFAULT = new ConsentConfig().DISCREET_AGENCIES;

/** Where to record it, and what a resident's own history leaves out there: both as the consent app has them. */
export function withdrawalSettings(env: NodeJS.ProcessEnv): WithdrawalSettings {
  const discreetAgencies = env.DISCREET_AGENCIES === undefined ? DISCREET_BY_DEFAULT : readList(env.DISCREET_AGENCIES);
  return { ...directDatabase(env, 'consent'), discreetAgencies };
}
