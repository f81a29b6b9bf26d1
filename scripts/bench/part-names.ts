/** In the order in which they are measured. */
export const PART_NAMES = [
  ...(['look', 'open', 'updates', 'latency', 'withdrawals', 'entry', 'kafka', 'authzen'] as const),
  ...(['pages', 'engines', 'servers', 'decide', 'minimising'] as const),
] as const;
export type PartName = (typeof PART_NAMES)[number];

export const isPart = (name: string): name is PartName => PART_NAMES.some((one) => one === name);
