import { CreateRelay1763770300000 } from './1763770300000-create-relay.js';
import { CreateDisclose1763770300001 } from './1763770300001-create-disclose.js';
import { Notices1763870300000 } from './1763870300000-notices.js';
import { MoveRecords1764170300000 } from './1764170300000-move-records.js';

export const relayMigrations = [
  CreateRelay1763770300000,
  CreateDisclose1763770300001,
  Notices1763870300000,
  MoveRecords1764170300000,
];
