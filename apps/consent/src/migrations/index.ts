import { CreateConsent1763770100000 } from './1763770100000-create-consent.js';

export const consentMigrations = [CreateConsent1763770100000];
