import { CreateConsent1763770100000 } from './1763770100000-create-consent.js';
import { DecisionFacts1763870100000 } from './1763870100000-decision-facts.js';
import { PseudonymToAudit1763970100000 } from './1763970100000-pseudonym-to-audit.js';
import { DirectiveEpochs1764150300000 } from './1764150300000-directive-epochs.js';
import { Identity1764170100000 } from './1764170100000-identity.js';
import { IdentityDoors1764170110000 } from './1764170110000-identity-doors.js';
import { TwoPersonSignIns1764259100000 } from './1764259100000-two-person-sign-ins.js';
import { NamesAsRead1764356000000 } from './1764356000000-names-as-read.js';
import { WhoAnswers1764356100000 } from './1764356100000-who-answers.js';
import { NotToTheJoined1765500000000 } from './1765500000000-not-to-the-joined.js';
import { SaidByVersion1765600000000 } from './1765600000000-said-by-version.js';
import { ControllerKeys1765800100000 } from './1765800100000-controller-keys.js';
import { WrappedKeyLength1765900000000 } from './1765900000000-wrapped-key-length.js';

export const consentMigrations = [
  CreateConsent1763770100000,
  DecisionFacts1763870100000,
  PseudonymToAudit1763970100000,
  DirectiveEpochs1764150300000,
  Identity1764170100000,
  IdentityDoors1764170110000,
  TwoPersonSignIns1764259100000,
  NamesAsRead1764356000000,
  WhoAnswers1764356100000,
  NotToTheJoined1765500000000,
  SaidByVersion1765600000000,
  ControllerKeys1765800100000,
  WrappedKeyLength1765900000000,
];
