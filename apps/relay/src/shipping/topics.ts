/** An agency's topic of deliveries; one type of message for every category, so that a topic tells nothing. */
export const agencyRecordsTopic = (agency: string): string => `agency.${agency.toLowerCase()}.records.v1`;
