/** In the order in which they are measured. */
export const PART_NAMES = [
  ...(['look', 'open', 'updates', 'latency', 'withdrawals', 'entry', 'kafka', 'authzen'] as const),
  ...(['pages', 'engines', 'servers', 'decide', 'minimising', 'growth'] as const),
] as const;
export type PartName = (typeof PART_NAMES)[number];

/** Minutes longer than the others: left out unless they are asked for. */
export const LONG_PARTS: readonly PartName[] = ['growth'];

export const isPart = (name: string): name is PartName => PART_NAMES.some((one) => one === name);
