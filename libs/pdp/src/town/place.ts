export type Path = readonly (string | number)[];

/** A page of a bundle, which knows the line of each of its values and gathers what is wrong with them. */
export interface Page {
  readonly file: string;
  /** The line of a value; of what holds it, where it came in through an alias. */
  lineAt(path: Path): number;
  report(line: number, message: string): void;
}

/** A value on a page, and where it stands. */
export interface Place {
  readonly page: Page;
  readonly value: unknown;
  readonly path: Path;
}

/** What is wrong at one place; caught where the reader can go on with the next. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';

  constructor(
    readonly place: Place,
    message: string,
  ) {
    super(message);
  }
}
