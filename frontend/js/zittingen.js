/** Comfort on the pages of a care-home day, which work without it. */
import { dragRows } from "./rijenslepen.js";

dragRows();
