import type { World } from '../world.js';

export function shellJourneys(_world: World): void {}
