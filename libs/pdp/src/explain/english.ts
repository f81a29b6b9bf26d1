import type { Lever } from '#libs/domain';
import type { ChangeId } from './changes.js';

/** Texts of an explanation that no rule carries. `{…}` stand for terms of the vocabularies, in the same language. */
export interface Messages {
  changes: Record<ChangeId, { staff: string; resident: string }>;
  rights: Record<Lever, string>;
  /** Stands where a bundle gives a rule no words. */
  unsaid: string;
}

/** English is complete and needs no pack (domain 1.15). */
export const ENGLISH: Messages = {
  changes: {
    'lift-suspension': {
      staff: 'The suspension of the one who asks is lifted by their agency’s officer.',
      resident: 'The person who asks is allowed to work with the broker again.',
    },
    'lift-agency-suspension': {
      staff: 'The suspension of the agency is lifted by an information governance lead.',
      resident: 'The organisation is allowed to share again.',
    },
    'renew-training': {
      staff: 'The one who asks renews their training in handling personal data.',
      resident: 'The person who asks renews their training.',
    },
    'lift-category-stop': {
      staff: 'The emergency stop for {category} is lifted by an information governance lead.',
      resident: 'Sharing of {category} is started again everywhere.',
    },
    'end-restriction': {
      staff: 'The restriction ends. The resident is told first.',
      resident: 'Your information is no longer frozen. You are told first.',
    },
    'take-back-refusal': {
      staff: 'The resident takes back their refusal. Only they can decide this; do not press them.',
      resident: 'You change your mind and take back your no.',
    },
    'take-back-objection': {
      staff: 'The resident takes back their objection, or it is declined with reasons.',
      resident: 'You change your mind and take back your objection.',
    },
    'end-opt-out': {
      staff: 'The resident ends their national data opt-out. Only they can decide this.',
      resident: 'You change your research choice.',
    },
    'give-consent': {
      staff: 'The resident agrees to this sharing of {category} with {recipient}, if they wish to.',
      resident: 'You say yes to {recipient} having {category}.',
    },
    'record-best-interests': {
      staff: 'A best-interests decision about this sharing is recorded by someone with the authority for it.',
      resident: 'Someone with the right to decide for you says that it is best for you.',
    },
    'conclude-agreement': {
      staff: 'The agencies conclude an agreement that covers {purpose} and names {category}.',
      resident: 'The organisations make an agreement about {purpose}.',
    },
    'bring-agreement-into-force': {
      staff: 'The agreement {agreement} is renewed or brought into force by its officers.',
      resident: 'The agreement between the organisations is renewed.',
    },
    'name-category': {
      staff: 'The agreement {agreement} is changed so that it names {category}.',
      resident: 'The agreement between the organisations is changed to cover {category}.',
    },
    'ask-someone-named': {
      staff: 'Someone asks whose role the agreement {agreement} names: {roles}.',
      resident: 'Someone else asks, whose job the agreement names.',
    },
    'record-relationship': {
      staff: '{recipient} records that it is caring for the resident for this purpose: a caseload or referral entry.',
      resident: '{recipient} is caring for you for this purpose.',
    },
    'join-protocol': {
      staff: '{recipient} joins the protocol for this kind of exception.',
      resident: '{recipient} joins the rules for this kind of exception.',
    },
  },
  rights: {
    object: 'The resident may object to this.',
    withdraw: 'The resident may withdraw their agreement at any time.',
    optOut: 'The resident may opt out of research and planning.',
    none: 'The resident cannot stop this, but may ask why it was necessary.',
  },
  unsaid: 'No rule allows this.',
};
