import type { audit, consent, policy, relay } from '#libs/client';

/** What the broker's APIs answer a resident, by the names that their pages use. */

/** Something that the resident said. In its reach, null means all. */
export type Directive = consent.DirectiveListItem;
export type Reach = Pick<Directive, 'sources' | 'recipients' | 'categories' | 'purposes' | 'agreement'>;

/** An agreement that touches the resident. */
export type OwnAgreement = policy.OwnAgreementDto;
export type OwnAgreements = policy.OwnAgreementsDto;
/** What the decision point answers now about one category on its way from one agency to another. */
export type SharingAnswer = policy.SharingAnswerDto;
export type SharedAgreement = policy.OwnSharingItemDto;
export type OwnSharing = policy.OwnSharingDto;

/** A line of the resident's own history: agency and role, never a person. */
export type HistoryLine = audit.HistoryLine;

/** Something that was opened before it was stopped, and what its agency says. */
export type Recall = relay.ResidentRecall;
export type RecallAnswer = relay.RecallAnswerView;
