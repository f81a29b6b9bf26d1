/**
 * A rule of the domain was broken by what was asked. Thrown inside; becomes an RFC 9457 problem only at the edge.
 * `code` is kebab-case and stable: clients and the problem table rely on it. The message never holds personal data.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
