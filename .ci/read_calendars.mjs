// Read calendar files with ical.js, which knows nothing of Python, and compare what it sees:
//   python .ci/calendar_cases.py | node .ci/read_calendars.mjs TOOLS
// TOOLS is where npm installed ical.js. It takes the time zone from the file itself.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const ICAL = createRequire(resolve(process.argv[2], "package.json"))("ical.js");
const instant = (time) => new Date(time.toUnixTime() * 1000).toISOString();

function seen(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  const london = new ICAL.Timezone(calendar.getFirstSubcomponent("vtimezone"));
  return calendar.getAllSubcomponents("vevent").map((part) => {
    const event = new ICAL.Event(part);
    const moment = (time) => (time.isDate ? time.toString() : instant(time));
    const alarm = (component) => {
      const begin = event.startDate.clone();
      begin.isDate = false;
      begin.zone = london;
      begin.addDuration(component.getFirstPropertyValue("trigger"));
      return instant(begin);
    };
    return {
      uid: event.uid,
      sequence: event.sequence,
      status: part.getFirstPropertyValue("status"),
      summary: event.summary,
      explanation: event.description,
      categories: part.getFirstProperty("categories").getValues(),
      start: moment(event.startDate),
      end: moment(event.endDate),
      alarms: part.getAllSubcomponents("valarm").map(alarm),
    };
  });
}

const same = (key, got, wanted) =>
  key === "explanation" ? got.endsWith(wanted) : JSON.stringify(got) === JSON.stringify(wanted);
let events = 0;
for (const { name, text, expected } of JSON.parse(readFileSync(0, "utf8"))) {
  const read = seen(text);
  if (read.length !== expected.length) throw new Error(`${name}: ${read.length} events`);
  for (const [index, event] of read.entries()) {
    events += 1;
    for (const [key, wanted] of Object.entries(expected[index]))
      if (!same(key, event[key], wanted)) {
        console.error(`${name}: ${event.uid}: ${key}: ${event[key]} instead of ${wanted}`);
        process.exitCode = 1;
      }
  }
}
console.log(`${events} events read by ical.js`);
