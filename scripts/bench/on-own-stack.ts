import { startOwnStack, type OwnStack } from './own-stack.js';

/** Starts the whole broker for one part of the bench, and stops it whatever happens. */
export async function onOwnStack<T>(
  use: (stack: OwnStack) => Promise<T>,
  { env = process.env, args = [] }: { readonly env?: NodeJS.ProcessEnv; readonly args?: readonly string[] } = {},
): Promise<T> {
  const stack = await startOwnStack(env, args);
  try {
    return await use(stack);
  } finally {
    await stack.stop();
  }
}
