/** AuthZEN 1.0, Policy Decision Point Metadata: where to ask. */
export class AuthzenMetadata {
  readonly policy_decision_point!: string;
  readonly access_evaluation_endpoint!: string;
  readonly access_evaluations_endpoint!: string;
  readonly search_subject_endpoint!: string;
  readonly search_resource_endpoint!: string;
  readonly search_action_endpoint!: string;
}

/** @param at address of the decision point, without a slash at its end. No capability has been registered, so none is named. */
export const authzenMetadata = (at: string): AuthzenMetadata => ({
  policy_decision_point: at,
  access_evaluation_endpoint: `${at}/access/v1/evaluation`,
  access_evaluations_endpoint: `${at}/access/v1/evaluations`,
  search_subject_endpoint: `${at}/access/v1/search/subject`,
  search_resource_endpoint: `${at}/access/v1/search/resource`,
  search_action_endpoint: `${at}/access/v1/search/action`,
});
