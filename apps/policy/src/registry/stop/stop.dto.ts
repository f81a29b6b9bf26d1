export type StopKind = 'agency' | 'agreement' | 'category';

export class StopDto {
  readonly kind!: StopKind;
  /** Code of the agency, id of the agreement, or the category. */
  readonly name!: string;
  /** null where it was stopped before that was written down. */
  readonly since!: string | null;
}

export class StopsDto {
  readonly items!: StopDto[];
}
