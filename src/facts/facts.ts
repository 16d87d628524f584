// What says the three facts, with the libraries that it takes: loaded with the first template.
export { describeLocation, zoneOfLocation } from './place.js';
export { describePlatform } from './platform.js';
export { describeTime } from './time.js';
