import { changeSaid } from '#libs/contracts';

/** The fault: a writer leaves out what a change may end. */
export const dropsMayEnd: typeof changeSaid = (type, data) => ({
  ...changeSaid(type, data),
  mayEnd: undefined as never,
});

/** The fault: a writer says only what is so, and leaves the rest to be guessed. */
export const savesAWord: typeof changeSaid = (type, data) => {
  const said = changeSaid(type, data);
  return { ...said, mayOpen: (said.mayOpen || undefined) as never, mayEnd: (said.mayEnd || undefined) as never };
};
