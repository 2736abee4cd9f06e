export { type Clock, systemClock, type TurnedClock, turnedClock } from "./clock.ts";
export { enrolReviewer, type Reviewer } from "./reviewer.ts";
export { openPerson, startWorld, type World, type WorldOptions } from "./world.ts";
