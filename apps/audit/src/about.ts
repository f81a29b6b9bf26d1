import type { About } from '#libs/http';

export const AUDIT: About = {
  name: 'audit',
  title: 'Consent Broker: audit',
  description: 'The transparency log: entries, proofs, histories and exports.',
};
