/** Extension grant (RFC 6749 4.5) of the command line: the caller names a person of the demo town and is that person. */
export const PERSON_GRANT = 'urn:consent-broker:params:oauth:grant-type:demo-person';

/** The public client that may use it. */
export const CLI_CLIENT = 'consent-broker-cli';
