/**
 * What else one can do about a person who was found, as their page lists it: the last parts of addresses below theirs. Each has
 * its texts in `practitioner.person.also`, by the same name: the link, and with `Says` what it is for.
 */
export class WaysOn {
  constructor(readonly names: readonly string[]) {}
}
