/** A condition that the prover cannot split into classes. It is refused, never guessed at. */
export class Unbounded extends Error {
  override readonly name = 'Unbounded';
}
