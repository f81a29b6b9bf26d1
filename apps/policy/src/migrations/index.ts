import { CreatePolicy1763770200000 } from './1763770200000-create-policy.js';

export const policyMigrations = [CreatePolicy1763770200000];
