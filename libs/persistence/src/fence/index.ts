import { CreateFence1763770000000 } from './1763770000000-create-fence.js';
import { EpochsToConsent1764150300000 } from './1764150300000-epochs-to-consent.js';
import { EnterAgain1764170000000 } from './1764170000000-enter-again.js';
import { RestartProof1764700000000 } from './1764700000000-restart-proof.js';
import { Bars1764700000001 } from './1764700000001-bars.js';
import { FindByIncarnation1764800000000 } from './1764800000000-find-by-incarnation.js';
import { BarsGoAlong1765450000000 } from './1765450000000-bars-go-along.js';
import { TryShare1766000000000 } from './1766000000000-try-share.js';
import { StandToPolicy1766000300000 } from './1766000300000-stand-to-policy.js';
import { LocksByName1764900000000 } from './1764900000000-locks-by-name.js';

export const fenceMigrations = [
  CreateFence1763770000000,
  EpochsToConsent1764150300000,
  EnterAgain1764170000000,
  RestartProof1764700000000,
  Bars1764700000001,
  FindByIncarnation1764800000000,
  LocksByName1764900000000,
  BarsGoAlong1765450000000,
  TryShare1766000000000,
  StandToPolicy1766000300000,
];
