import { CreateFence1763770000000 } from './1763770000000-create-fence.js';
import { RestartProof1764700000000 } from './1764700000000-restart-proof.js';
import { Bars1764700000001 } from './1764700000001-bars.js';

export const fenceMigrations = [CreateFence1763770000000, RestartProof1764700000000, Bars1764700000001];
