import { DomainError } from '../domain-error.js';

/** Points of UK GDPR Art 6(1) that a controller may rely on; (ea) came with the Data (Use and Access) Act 2025. */
export const ARTICLE_6_POINTS = ['6(1)(a)', '6(1)(b)', '6(1)(c)', '6(1)(d)', '6(1)(e)', '6(1)(ea)', '6(1)(f)'] as const;
export type Article6Point = (typeof ARTICLE_6_POINTS)[number];

/** What satisfies the common-law duty of confidentiality (domain 1.1 and 1.5). */
export const CONFIDENTIALITY_BASES = [
  'implied-consent',
  'explicit-consent',
  'legal-duty',
  'public-interest',
  'best-interests',
  's251',
] as const;
export type ConfidentialityBasis = (typeof CONFIDENTIALITY_BASES)[number];

/** What a resident may do about a flow: the verb follows confidentiality, the rest the controller's own Art 6 point. */
export interface Rights {
  verb: 'object' | 'withdraw' | 'none';
  erasure: boolean;
  portability: boolean;
  /** To object under Art 21. */
  object: boolean;
}

type ControllerRights = Omit<Rights, 'verb'>;

/** Domain 1.4, and for (b), which its table leaves out, Art 17(1), 20(1) and 21(1) themselves. */
const BY_ARTICLE_6: { readonly [point in Article6Point]: ControllerRights } = {
  '6(1)(a)': { erasure: true, portability: true, object: false },
  '6(1)(b)': { erasure: true, portability: true, object: false },
  '6(1)(c)': { erasure: false, portability: false, object: false },
  '6(1)(d)': { erasure: true, portability: false, object: false },
  '6(1)(e)': { erasure: false, portability: false, object: true },
  '6(1)(ea)': { erasure: true, portability: false, object: true },
  '6(1)(f)': { erasure: true, portability: false, object: true },
};

const BY_CONFIDENTIALITY: { readonly [basis in ConfidentialityBasis]: Rights['verb'] } = {
  'implied-consent': 'object',
  'explicit-consent': 'withdraw',
  'legal-duty': 'none',
  'public-interest': 'none',
  'best-interests': 'none',
  s251: 'object',
};

export const isArticle6Point = (text: string): text is Article6Point => Object.hasOwn(BY_ARTICLE_6, text);
export const isConfidentialityBasis = (text: string): text is ConfidentialityBasis =>
  Object.hasOwn(BY_CONFIDENTIALITY, text);

/**
 * The rights that follow from what one controller relies on (domain 1.4). Access, rectification and restriction are
 * everyone's and are not listed. Whether (ea) gives a right to object is doubtful: it is taken to.
 * @throws DomainError `basis-unknown`: no page may offer a right, or leave one out, on a basis that nobody knows.
 */
export function rightsFor(article6: string, confidentiality: string): Rights {
  if (!isArticle6Point(article6) || !isConfidentialityBasis(confidentiality)) {
    throw new DomainError('basis-unknown', 'the basis of this sharing is not one that the product knows');
  }
  return { verb: BY_CONFIDENTIALITY[confidentiality], ...BY_ARTICLE_6[article6] };
}
