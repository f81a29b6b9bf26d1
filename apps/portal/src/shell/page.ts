import type { Translate } from '../words/texts.js';

/** A page to draw: a template below `views/` and what it says, put together by a presenter. Templates hold no logic. */
export class Page {
  constructor(
    readonly template: string,
    readonly title: string,
    readonly model: object = {},
    readonly options: PageOptions = {},
  ) {}
}

export interface PageOptions {
  /** HTTP status; 200 unless the page says otherwise. */
  readonly status?: number;
  /** What tells this page's title from others of its kind: windows and histories list titles. Never who a person is. */
  readonly about?: string;
  /** Where the back link leads; none without it. */
  readonly back?: string;
  /** Href of the item of the navigation that this page belongs to. */
  readonly section?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** After a form was taken: the browser gets the next page, so that going back or reloading sends nothing twice. */
export class Redirect {
  constructor(
    readonly to: string,
    /** What was done, in words: told once, at the top of the page that it leads to. */
    readonly told?: string,
  ) {}
}

/** Something to save: a receipt, a list. */
export class Download {
  constructor(
    readonly body: string,
    readonly type: string,
    readonly fileName: string,
  ) {}
}

export interface FieldError {
  /** The id of the field on the page, for the link of the error summary. */
  readonly field: string;
  readonly text: string;
}

/** `text` and `href` as GOV.UK Frontend's error summary takes them. */
export const errorList = (errors: readonly FieldError[]): { text: string; href: string }[] =>
  errors.map(({ field, text }) => ({ text, href: `#${field}` }));

/** Arguments of the error summary; undefined where nothing is wrong. */
export const errorSummary = (t: Translate, errors: readonly FieldError[]) =>
  errors.length === 0 ? undefined : { titleText: t('shell.errorSummary'), errorList: errorList(errors) };

/** Arguments of an input for a day. */
export const dateInput = (
  name: string,
  { value = '', label, errors }: { value: string | undefined; label: string; errors: readonly FieldError[] },
): object => ({
  ...{ id: name, name, type: 'date', value, label: { text: label } },
  errorMessage: errorOf(errors, name),
});

/** `errorMessage` of one field's macro. */
export function errorOf(errors: readonly FieldError[], field: string): { text: string } | undefined {
  const found = errors.find((error) => error.field === field);
  return found && { text: found.text };
}
