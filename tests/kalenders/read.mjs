// Reads calendars with ical.js (Thunderbird) and node-ical, one per line, for the tests.
// In: {"ics": "…"}. Out: {"ical.js": […], "node-ical": […]}, each event as [uid, start, end, status],
// start and end in seconds since 1970; or {"error": "…"} for a calendar that one of them refuses.
import { createInterface } from "node:readline";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const readers = {
  "ical.js": (ics) =>
    new ICAL.Component(ICAL.parse(ics)).getAllSubcomponents("vevent").map((component) => {
      const event = new ICAL.Event(component);
      const status = component.getFirstPropertyValue("status");
      return [event.uid, event.startDate.toUnixTime(), event.endDate.toUnixTime(), status];
    }),
  "node-ical": (ics) =>
    Object.values(nodeIcal.sync.parseICS(ics))
      .filter((found) => found.type === "VEVENT")
      .map((event) => [event.uid, event.start / 1000, event.end / 1000, event.status]),
};

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { ics } = JSON.parse(line);
    answer = Object.fromEntries(Object.entries(readers).map(([name, read]) => [name, read(ics)]));
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
