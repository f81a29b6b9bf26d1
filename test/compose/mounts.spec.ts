import { describe, expect, it } from '@jest/globals';
import { mountsOf } from './mounts.js';

describe('a mount by the Compose specification', () => {
  it.each([
    [{ configs: ['app-passwords'] }, { volume: 'app-passwords', target: '/app-passwords' }],
    [{ configs: [{ source: 'a', target: '/b.json' }] }, { volume: 'a', target: '/b.json' }],
    [{ secrets: ['key'] }, { volume: 'key', target: '/run/secrets/key' }],
    [{ secrets: [{ source: 'key', target: 'key.json' }] }, { volume: 'key', target: '/run/secrets/key.json' }],
    [{ secrets: [{ source: 'key', target: '/key.json' }] }, { volume: 'key', target: '/key.json' }],
    [{ volumes: ['keys:/keys:ro'] }, { volume: 'keys', target: '/keys', readOnly: true }],
    [{ volumes: [{ source: 'keys', target: '/keys' }] }, { volume: 'keys', target: '/keys' }],
  ])('%j', (service, mounted) => {
    expect(mountsOf(service)).toEqual([mounted]);
  });
});
