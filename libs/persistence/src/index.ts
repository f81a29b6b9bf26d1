export { SIGN_IN_APPS } from './bootstrap-cluster.js';
export { connect, hotPool, type ConnectOptions } from './connect.js';
export { fenceMigrations } from './fence/index.js';
export { compareWithStore, readStanding, type Verdict } from './marks/compare-with-store.js';
export { FileMarkStore } from './marks/file-mark-store.js';
export { type Mark, MarkStore, RULES, type Stored, type Thing } from './marks/mark-store.js';
export { StoreWatch } from './marks/store-watch.js';
export { migrate, type MigrateOptions, type SchemaMigrations } from './migrate.js';
export { UnitOfWork } from './unit-of-work.js';
