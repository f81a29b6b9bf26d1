import type { About } from '#libs/http';

export const RELAY: About = {
  name: 'relay',
  title: 'Consent Broker: relay',
  description: 'Record updates in, the release line, deliveries and recalls out.',
};
