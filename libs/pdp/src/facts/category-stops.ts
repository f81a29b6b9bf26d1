import type { Category } from '#libs/domain';
import type { Fact } from './fact.js';
import { PLACE } from './source.js';

export interface CategoryStopFacts {
  /** Emergency stops in force. */
  categoryStops: Category[];
}

export const CATEGORY_STOPS: Fact<CategoryStopFacts> = {
  keys: ['categoryStops'],
  lists: ['categoryStops'],
  source: PLACE,
  nothing: { categoryStops: [] },
  hiddenFromStrangers: false,
  times: null,
  changes: {
    'lift-category-stop': {
      answers: ['category-stopped'],
      says: {
        staff: 'The emergency stop for {category} is lifted by an information governance lead.',
        resident: 'Sharing of {category} is started again everywhere.',
      },
      make: ({ request, facts }) => ({
        ...facts,
        categoryStops: facts.categoryStops.filter((category) => category !== request.category),
      }),
    },
  },
};
