/**
 * Topics of changes between the apps of one place. Stream and key of every message are `<app>.<resident id>` and the
 * resident's internal random id, so that one resident's changes stay in order.
 */
export const CONSENT_CHANGES_TOPIC = 'consent.changes.v1';
export const POLICY_CHANGES_TOPIC = 'policy.changes.v1';
