import { BundleError, CompiledEngine, parseBundle, type Bundle, type BundleFile } from '#libs/cedar';
import { checkAnnotations } from '#libs/pdp';

/**
 * Files as a bundle that the decision point can act on.
 * @throws BundleError naming file, line and rule of everything wrong.
 */
export function readBundle(files: readonly BundleFile[]): Bundle {
  if (!files.some(({ name }) => name.endsWith('.cedar'))) {
    throw new BundleError([{ file: '.', line: 1, rule: null, message: 'no *.cedar file' }]);
  }
  const bundle = parseBundle(files);
  checkAnnotations(bundle);
  // Whatever the engine could not decide by is said now, not at the first decision.
  new CompiledEngine(bundle);
  return bundle;
}
