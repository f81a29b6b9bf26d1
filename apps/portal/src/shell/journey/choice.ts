import { errorOf, type FieldError } from '../page.js';

export interface Option {
  readonly value: string;
  readonly text: string;
  readonly says?: string;
  /** The text is the name of an agreement or agency, which no catalogue translates. */
  readonly isName?: boolean;
}

/** A question that is a page's heading, and what may be chosen. */
export interface Choice {
  readonly name: string;
  readonly title: string;
  readonly hint: string;
  readonly options: readonly (Option | { readonly divider: string })[];
  readonly chosen: readonly string[];
}

/** Arguments of the macros of radios and checkboxes. */
export const presentChoice = (
  { name, title, hint, options, chosen }: Choice,
  errors: readonly FieldError[],
): object => ({
  name,
  idPrefix: name,
  fieldset: { legend: { text: title, isPageHeading: true, classes: 'govuk-fieldset__legend--l' } },
  hint: { text: hint },
  errorMessage: errorOf(errors, name),
  items: options.map((option) => ('divider' in option ? option : presentOption(option, chosen))),
});

const presentOption = ({ value, text, says, isName }: Option, chosen: readonly string[]): object => ({
  value,
  text,
  checked: chosen.includes(value),
  label: isName ? { classes: 'data' } : undefined,
  hint: says === undefined ? undefined : { text: says },
});
