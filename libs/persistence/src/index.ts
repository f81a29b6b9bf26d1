export { SIGN_IN_APPS } from './bootstrap-cluster.js';
export { connect, directClient, hotPool, type ConnectOptions } from './connect.js';
export { fenceMigrations } from './fence/index.js';
export { holdSignIn } from './hold-sign-in.js';
export { migrate, type MigrateOptions, type SchemaMigrations } from './migrate.js';
export { OutcomeUnknown, written } from './outcome-unknown.js';
export { DatabaseSilent } from './steady-client.js';
export { UnitOfWork } from './unit-of-work.js';
export { DatabaseUnfit, requireWritable, troubleOf, type DatabaseTrouble } from './require-writable.js';
