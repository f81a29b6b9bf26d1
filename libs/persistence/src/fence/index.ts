import { CreateFence1763770000000 } from './1763770000000-create-fence.js';

export const fenceMigrations = [CreateFence1763770000000];
