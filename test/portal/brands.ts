/** What only another site may show (portals.md 1): its name, its typeface, its crown. */
export const BRANDS = ['GDS Transport', 'GOV.UK', 'govuk-crest', 'crown'] as const;
