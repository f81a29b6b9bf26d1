import { CreatePortal1763970100000 } from './1763970100000-create-portal.js';

export const portalMigrations = [CreatePortal1763970100000];
