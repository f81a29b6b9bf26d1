import { ShownDirectives } from '../shown-directives.js';

class AllShown extends ShownDirectives {
  override told<Said>(...[, all]: [unknown, readonly Said[]]): Promise<Said[]> {
    return Promise.resolve([...all]);
  }

  override to<Said>(...[, , , all]: [unknown, unknown, unknown, readonly Said[]]): Promise<Said[]> {
    return Promise.resolve([...all]);
  }
}

/** The fault: whatever was said is told to everybody. */
export const allShown: ShownDirectives = Object.create(AllShown.prototype) as AllShown;
