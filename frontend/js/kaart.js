/** Only where the municipality set the address of map tiles: they come under the sketch. */
import { layTiles } from "./kaarttegels.js";

layTiles();
