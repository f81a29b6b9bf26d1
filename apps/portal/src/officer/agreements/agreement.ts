import type { policy } from '#libs/client';

export type Terms = policy.ShownTermsDto;
export type AgreementLine = policy.AgreementDto;
export type SignOff = policy.SignOffDto;
export type AgreementVersion = policy.AgreementVersionDto;
export type AgreementDifference = policy.AgreementDifferenceDto;

export const isAgreementId = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(text);
