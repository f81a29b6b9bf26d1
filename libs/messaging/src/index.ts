export { messagingMigrations } from './migrations/index.js';
