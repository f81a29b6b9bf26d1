import type { About } from '#libs/http';

export const CONSENT: About = {
  name: 'consent',
  title: 'Consent Broker: consent',
  description: 'Residents, how agencies know them, and what they have said about sharing their data.',
};
