export class StopDto {
  /** `agency`, `agreement` or `category`. */
  readonly kind!: string;
  /** Code of the agency, id of the agreement, or the category. */
  readonly name!: string;
  /** null where it was stopped before that was written down. */
  readonly since!: string | null;
}

export class StopsDto {
  readonly items!: StopDto[];
}
