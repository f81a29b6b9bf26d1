import { CreateFence1763770000000 } from './1763770000000-create-fence.js';
import { EpochsToConsent1764150300000 } from './1764150300000-epochs-to-consent.js';

export const fenceMigrations = [CreateFence1763770000000, EpochsToConsent1764150300000];
