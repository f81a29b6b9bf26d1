import { policyToJson } from '@cedar-policy/cedar-wasm/nodejs';

/** What overran the engine's memory has left it unable to answer anything, until its thread or process ends. */
export class EngineBroken extends Error {
  override readonly name = 'EngineBroken';

  constructor(options?: ErrorOptions) {
    super('the policy engine of this process does not answer any more', options);
  }
}

/** Rejects with `EngineBroken` unless Cedar's engine still answers in this thread. Some 50 µs. */
export async function requireEngine(): Promise<void> {
  let answer: { readonly type: string };
  try {
    answer = policyToJson('permit (principal, action, resource);');
  } catch (cause) {
    throw new EngineBroken({ cause });
  }
  if (answer.type !== 'success') throw new EngineBroken();
}

/** Whether a failure is the engine giving up on what it was handed: a trap of WebAssembly, or no stack left. */
export const gaveUp = (error: unknown): boolean =>
  error instanceof RangeError || (error instanceof Error && error.name === 'RuntimeError');
