/** The planner's board: a visit is dragged to another place. It works without, by links. */
import { dragVisits } from "./slepen.js";

dragVisits();
