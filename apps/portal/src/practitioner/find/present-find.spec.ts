import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { presentFind, presentNoMatch } from './present-find.js';

const t = new Texts(['en']).in('en');

interface Form {
  readonly familyName: { readonly value: string; readonly errorMessage?: { readonly text: string } };
  readonly birthDate: { readonly items: readonly { readonly value: string }[] };
  readonly oneOf: { readonly inputs: readonly { readonly name: string }[] };
  readonly errorSummary: false | { readonly errorList: readonly object[] };
}

const form = (fields: Record<string, string>, asksNhsNumber: boolean): Form =>
  presentFind(t, { fields, errors: [{ field: 'familyName', text: 'Wrong' }], asksNhsNumber }) as Form;

describe('the search form', () => {
  it('keeps what was typed and says beside the field what is wrong', () => {
    const { familyName, birthDate, errorSummary } = form({ familyName: 'H', 'birthDate-day': '3' }, true);
    expect(familyName).toMatchObject({ value: 'H', errorMessage: { text: 'Wrong' } });
    expect(birthDate.items.map(({ value }) => value)).toEqual(['3', '', '']);
    expect(errorSummary).toMatchObject({ errorList: [{ text: 'Wrong', href: '#familyName' }] });
  });

  it('asks for the NHS number only where the agency may use it', () => {
    const names = (asks: boolean): string[] => form({}, asks).oneOf.inputs.map(({ name }) => name);
    expect(names(true)).toContain('nhsNumber');
    expect(names(false)).toEqual(['postcode', 'uprn', 'localId']);
  });
});

it('the page of no match depends on nothing that was asked', () => {
  expect(presentNoMatch.length).toBe(1);
  expect(presentNoMatch(t)).toMatchObject({ lead: 'No match. We show nothing for near matches.' });
});
