import type { policy } from '#libs/client';

export type BundleLine = policy.BundleDto;
export type BundleWithFiles = policy.BundleWithFilesDto;
/** What the newest check found. */
export type BundleReport = policy.BundleReportDto;
/** What would change, in Cedar and for people. */
export type BundleDifference = policy.BundleDifferenceDto;

/** What officers call a bundle: its title, or the beginning of its hash. */
export const nameOfBundle = ({ title, hash }: Pick<BundleLine, 'title' | 'hash'>): string =>
  title === '' ? hash.slice(0, 12) : title;

export const isBundleHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
