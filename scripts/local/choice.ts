/** The text behind a setting that cannot be used; shown to the person as it stands. */
export class SettingError extends Error {}

/**
 * A setting that is one word of a few; the first where it is left out or empty. Any other word is refused, in the words of the
 * apps' own configuration: what is meant by `no` where `off` is known must not be guessed, and least of all as the opposite.
 */
export function choiceOf<Choice extends string>(
  name: string,
  said: string | undefined,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  if (!said) return choices[0];
  const choice = choices.find((one) => one === said);
  if (choice === undefined)
    throw new SettingError(`${name} must be one of the following values: ${choices.join(', ')}`);
  return choice;
}
