import type { World } from '../world.js';

export function practitionerJourneys(_world: World): void {}
