import { jest } from '@jest/globals';
import { conformance } from './conformance.js';
import { openLogRig } from './rig/log-rig.js';

jest.setTimeout(120_000);
conformance('the embedded log', openLogRig);
