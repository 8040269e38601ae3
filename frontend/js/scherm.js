/** Comfort for the screens in a building, on top of pages that work without it. */
import { watchConnection } from "./verbinding.js";

for (const notice of document.querySelectorAll("[data-verbinding]")) watchConnection(notice);
