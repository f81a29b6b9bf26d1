/** What only another site may show (portals.md 1): its name, its typeface, its crown; and the health service's. */
export const BRANDS = ['GDS Transport', 'GOV.UK', 'govuk-crest', 'crown', 'nhsuk-', 'Frutiger'] as const;

export const brandsIn = (text: string): string[] => BRANDS.filter((brand) => text.includes(brand));
