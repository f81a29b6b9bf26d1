import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from './configuration-error.js';
import { readConfig } from './read-config.js';
import { SignInConfig } from './sign-in-config.js';

const GOOD = {
  PORT: '3002',
  OIDC_ISSUER_RESIDENT: 'https://id.example',
  OIDC_ISSUER_STAFF: 'http://127.0.0.1:3001/oidc',
  LOG_LEVEL: '',
};

describe('configuration', () => {
  it('takes numbers and lists from text, and an empty variable as absent', () => {
    const mapped = { OIDC_CLAIMS_RESIDENT: 'assurance=vot', OIDC_ASSURANCE_RESIDENT: 'P5, P9' };
    const config = readConfig(SignInConfig, { ...GOOD, ...mapped, HOME: '/root' });
    expect(config).toMatchObject({
      PORT: 3002,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      OIDC_ASSURANCE_RESIDENT: ['P5', 'P9'],
    });
    expect(config).not.toHaveProperty('HOME');
  });

  it('names every variable that is wrong at once, and no value', () => {
    const read = (): unknown =>
      readConfig(SignInConfig, {
        PORT: 'many-7',
        OIDC_ISSUER_STAFF: 'http://elsewhere.example',
        OIDC_CLAIMS_STAFF: 'subject',
      });
    expect(read).toThrow(ConfigurationError);
    try {
      read();
    } catch (error) {
      const text = (error as ConfigurationError).lines.join('\n');
      for (const name of ['PORT', 'OIDC_ISSUER_RESIDENT', 'OIDC_ISSUER_STAFF', 'OIDC_CLAIMS_STAFF'])
        expect(text).toContain(name);
      expect(text).not.toMatch(/many-7|elsewhere/);
    }
  });
});
