export { SIGN_IN_APPS } from './bootstrap-cluster.js';
export { connect, hotPool, type ConnectOptions } from './connect.js';
export { fenceMigrations } from './fence/index.js';
export { holdSignIn } from './hold-sign-in.js';
export { migrate, type MigrateOptions, type SchemaMigrations } from './migrate.js';
export { UnitOfWork } from './unit-of-work.js';
