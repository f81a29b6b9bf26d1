import { describe, expect, it } from '@jest/globals';
import { createLog } from '#libs/telemetry';
import { RelayConfig } from '../config.js';
import { TopicConnection } from './topic-connection.js';

const log = createLog({ app: 'relay', level: 'silent' });
const starting = (given: Partial<RelayConfig>) => (): TopicConnection =>
  new TopicConnection(
    Object.assign(new RelayConfig(), { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, given),
    log,
  );

describe('the way to Kafka', () => {
  it.each([
    [{ KAFKA_SASL_MECHANISM: 'plain' }],
    [{ KAFKA_TLS: 'on' }],
    [{ KAFKA_CA_FILE: '/ca' }],
    [{ KAFKA_CERT_FILE: '/cert' }],
    [{ KAFKA_KEY_FILE: '/key' }],
    [{ KAFKA_USERNAME: 'relay' }],
    [{ KAFKA_PASSWORD_FILE: '/password' }],
  ] as const)('told by %j alone is refused: nothing goes through the embedded log by mistake', (given) => {
    expect(starting(given)).toThrow(`${Object.keys(given)[0]} needs KAFKA_BROKERS, which is missing.`);
  });

  it('names all that is set', () => {
    const given = {
      KAFKA_TLS: 'on',
      KAFKA_CA_FILE: '/ca',
      KAFKA_BROKERS: undefined,
    } as unknown as Partial<RelayConfig>;
    expect(starting(given)).toThrow('KAFKA_TLS, KAFKA_CA_FILE need KAFKA_BROKERS, which is missing.');
  });

  it('is the embedded log where nothing is set', async () => {
    await starting({ KAFKA_TLS: 'off' })().onApplicationShutdown();
  });
});
