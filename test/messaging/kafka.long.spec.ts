import { jest } from '@jest/globals';
import { conformance } from './conformance.js';
import { openKafkaRig } from './rig/kafka-rig.js';

jest.setTimeout(120_000);
conformance('Apache Kafka', openKafkaRig);
