/** Thrown where a body is, or turns out to be, larger than the edge takes (RFC 9110 15.5.14). */
export class BodyTooLarge extends Error {
  readonly statusCode = 413;
  constructor(readonly limit: number) {
    super(`the body is larger than ${limit} bytes`);
  }
}

/** Thrown where a body comes so slowly that it only holds a place (RFC 9110 15.5.9). */
export class BodyTooSlow extends Error {
  readonly statusCode = 408;
}

/** Thrown where a body comes in so many pieces that reading them would keep everybody waiting: each costs as much as a large one. */
export class BodyInCrumbs extends Error {
  readonly statusCode = 400;
  constructor() {
    super('the body comes in too many small pieces: send it with its length, or in chunks of some kilobytes');
  }
}

/** Thrown where a body gives way to others: too many, or too much, is being read at once. */
export class NoRoom extends Error {
  readonly statusCode = 503;
}

/** Thrown where a caller has gone before their body had come; nobody reads an answer. */
export class CallerGone extends Error {
  readonly statusCode = 400;
}
