/** Paper cannot be unfolded. For browsers without `::details-content`, which the style sheet unfolds. */
const { document, addEventListener } = globalThis;
let unfolded = [];

addEventListener('beforeprint', () => {
  unfolded = [...document.querySelectorAll('details:not([open])')];
  for (const one of unfolded) one.open = true;
});

addEventListener('afterprint', () => {
  for (const one of unfolded) one.open = false;
  unfolded = [];
});
