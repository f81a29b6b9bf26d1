/** Seeded: all that a page offers whoever may not open their home is the way there. */
export const WAY_BACK_ALONE = `<main>
  <h1>You do not have access</h1>
  <p><a class="govuk-link" href="/resident">Go to the start page</a></p>
</main>`;
