import type { policy } from '#libs/client';

export type AgreementLine = policy.AgreementDto;

export const isAgreementId = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(text);
