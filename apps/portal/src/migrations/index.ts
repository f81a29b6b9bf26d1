import { CreatePortal1763970100000 } from './1763970100000-create-portal.js';
import { FormsAndKeeping1764259300000 } from './1764259300000-forms-and-keeping.js';
import { FormLease1765500000000 } from './1765500000000-form-lease.js';

export const portalMigrations = [CreatePortal1763970100000, FormsAndKeeping1764259300000, FormLease1765500000000];
