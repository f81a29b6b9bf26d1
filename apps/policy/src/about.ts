import type { About } from '#libs/http';

export const POLICY: About = {
  name: 'policy',
  title: 'Consent Broker: policy',
  description: 'Agencies, who works for them and with whom, agreements, rules, and decisions as advice.',
};
