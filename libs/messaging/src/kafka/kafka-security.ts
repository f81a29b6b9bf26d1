import { readSettingFile } from '#libs/sealing';
import type { KafkaOptions } from './kafka-options.js';

export const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
export type SaslMechanism = (typeof SASL_MECHANISMS)[number];

/** How an app comes to the brokers, as its environment says. Secrets stand in files. */
export interface KafkaSecuritySettings {
  readonly tls: boolean;
  /** PEM of who signs the brokers' certificates; the system's own list without it. */
  readonly caFile?: string | undefined;
  /** PEM of the app's own certificate and its key, where brokers ask for one (mutual TLS). Both or neither. */
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
  readonly mechanism?: SaslMechanism | undefined;
  readonly username?: string | undefined;
  readonly passwordFile?: string | undefined;
}

/**
 * TLS and SASL for kafkajs. Without TLS and without SASL nothing at all, as for a broker on the same machine.
 * @throws Error in words for half a setting, for a file that cannot be read, and for a password that would go over the wire in clear
 */
export function kafkaSecurity(settings: KafkaSecuritySettings): Pick<KafkaOptions, 'ssl' | 'sasl'> {
  return { ...tlsOf(settings), ...saslOf(settings) };
}

function tlsOf({ tls, caFile, certFile, keyFile }: KafkaSecuritySettings): Pick<KafkaOptions, 'ssl'> {
  if (!tls) {
    if (caFile ?? certFile ?? keyFile)
      throw new Error('KAFKA_CA_FILE, KAFKA_CERT_FILE and KAFKA_KEY_FILE need KAFKA_TLS=on.');
    return {};
  }
  if ((certFile === undefined) !== (keyFile === undefined))
    throw new Error('KAFKA_CERT_FILE and KAFKA_KEY_FILE go together: one of them is missing.');
  return {
    ssl: {
      ...(caFile === undefined ? {} : { ca: [readSettingFile('KAFKA_CA_FILE', caFile)] }),
      ...(certFile === undefined || keyFile === undefined
        ? {}
        : {
            cert: readSettingFile('KAFKA_CERT_FILE', certFile),
            key: readSettingFile('KAFKA_KEY_FILE', keyFile),
          }),
    },
  };
}

function saslOf({ tls, mechanism, username, passwordFile }: KafkaSecuritySettings): Pick<KafkaOptions, 'sasl'> {
  const given = [mechanism, username, passwordFile].filter((part) => part !== undefined).length;
  if (given === 0) return {};
  if (mechanism === undefined || username === undefined || passwordFile === undefined)
    throw new Error(
      'KAFKA_SASL_MECHANISM, KAFKA_USERNAME and KAFKA_PASSWORD_FILE go together: one of them is missing.',
    );
  if (mechanism === 'plain' && !tls)
    throw new Error('KAFKA_SASL_MECHANISM=plain sends the password as it is: it needs KAFKA_TLS=on.');
  const account = { username, password: readSettingFile('KAFKA_PASSWORD_FILE', passwordFile).trim() };
  switch (mechanism) {
    case 'plain':
      return { sasl: { mechanism, ...account } };
    case 'scram-sha-256':
      return { sasl: { mechanism, ...account } };
    case 'scram-sha-512':
      return { sasl: { mechanism, ...account } };
  }
}
