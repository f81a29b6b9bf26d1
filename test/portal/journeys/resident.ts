import type { World } from '../world.js';

export function residentJourneys(_world: World): void {}
