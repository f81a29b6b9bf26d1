import { slowDisclosing, type SeededFault } from './seeded-fault.js';

export const missingTrigger: SeededFault = {
  name: 'a fact table without its trigger',
  shows: 'leaks',
  plan: { changes: ['restrict'] },
  async sabotage(admin) {
    await slowDisclosing(admin);
    await admin.query('DROP TRIGGER fence_insert ON consent.restriction');
  },
};

export const missingShieldTrigger: SeededFault = {
  name: 'a shield whose table is without its trigger',
  shows: 'leaks',
  plan: { changes: ['shield'] },
  async sabotage(admin) {
    await slowDisclosing(admin);
    await admin.query('DROP TRIGGER fence_insert ON consent.shield');
  },
};
