/** A resident by the caller's own identifier: the pairwise pseudonym for an agency and its staff, the internal id for an officer. */
export class ResidentReference {
  readonly id!: string;
}

/** Found, or null: not known here, several, or not to be seen by you all look the same. */
export class LookupAnswer {
  readonly resident!: ResidentReference | null;
}

/** The agency's pseudonym for the person. Whether anybody else knows them is not told. */
export class LinkAnswer {
  readonly resident!: ResidentReference;
}
