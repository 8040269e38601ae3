/** Comfort for employees, on top of pages that work without it. */
import { keepTheDay } from "./baliekopie.js";
import { filterRows } from "./filter.js";
import { followPanel } from "./kennispaneel.js";
import { watchKeys } from "./toetsen.js";
import { stopKeepingOnceSent } from "./verstuurd.js";
import { showRefusals } from "./weigering.js";
import { searchLists } from "./zoekkeuze.js";

watchKeys();
showRefusals();
stopKeepingOnceSent();
followPanel();
searchLists(document);
keepTheDay();
filterRows();
