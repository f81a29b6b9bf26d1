import type { Player } from './player.js';
import { beforeConsent } from './steps/before-consent.js';
import { draftedRules } from './steps/drafted-rules.js';
import { discharge } from './steps/discharge.js';
import { expiredAgreement } from './steps/expired-agreement.js';
import { finance } from './steps/finance.js';
import { noAgreement } from './steps/no-agreement.js';
import { careDespiteOptOut, planning, planningByDraft } from './steps/planning.js';
import { replay } from './steps/replay.js';
import { shielded } from './steps/shielded.js';
import { withConsent } from './steps/with-consent.js';
import { withdrawal } from './steps/withdrawal.js';

/** Who plays which step. A step without a player prints `not built`. */
export const PLAYERS: Readonly<Record<string, Player>> = {
  '1a': discharge,
  '1b': finance,
  '2a': beforeConsent,
  '2b': withConsent,
  '3': withdrawal,
  '4': replay,
  '7c': expiredAgreement,
  '8a': shielded,
  '8b': noAgreement,
  '10': draftedRules,
  '13a': planning,
  '13b': planningByDraft,
  '13c': careDespiteOptOut,
};
