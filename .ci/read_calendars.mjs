// Read calendar files with ical.js, which is independent of Python, and compare them with records:
//   python .ci/calendar_cases.py | node .ci/read_calendars.mjs TOOLS
// TOOLS is where npm installed ical.js. Time zones are read from the file.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const ICAL = createRequire(resolve(process.argv[2], "package.json"))("ical.js");
const OPTIONS = { timeZone: "Europe/London", dateStyle: "short", timeStyle: "short" };
const clock = new Intl.DateTimeFormat("sv", OPTIONS); // Swedes write 2019-09-09 09:00
const inLondon = (time) => (time.isDate ? time.toString() : clock.format(time.toUnixTime() * 1000));

function alarm(component, start, zone) {
  const rings = start.clone();
  rings.isDate = false;
  rings.zone = zone;
  rings.addDuration(component.getFirstPropertyValue("trigger"));
  return inLondon(rings);
}

let events = 0;
for (const { text, records, sequence, cancelled } of JSON.parse(readFileSync(0, "utf8"))) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent("vtimezone"));
  const parts = calendar.getAllSubcomponents("vevent");
  assert.equal(parts.length, records.length);
  for (const [index, record] of records.entries()) {
    const part = parts[index], event = new ICAL.Event(part);
    const off = record.key === cancelled, begins = record.key === "notification" || !record.time;
    const seen = {
      uid: event.uid,
      sequence: event.sequence,
      status: part.getFirstPropertyValue("status"),
      summary: event.summary,
      explained: event.description.endsWith(record.explanation),
      categories: part.getFirstProperty("categories").getValues(),
      due: inLondon(begins ? event.startDate : event.endDate),
      lasts: event.duration.toString(),
      alarms: part.getAllSubcomponents("valarm").map((one) => alarm(one, event.startDate, zone)),
    };
    assert.deepEqual(seen, {
      uid: record.uid,
      sequence,
      status: off ? "CANCELLED" : record.provisional ? "TENTATIVE" : "CONFIRMED",
      summary: `${off ? "Cancelled: " : ""}${record.title} (${record.when})${record.marks}`,
      explained: true,
      categories: ["JTAI", ...record.by, ...record.contributors],
      due: record.time ? `${record.date} ${record.time.slice(0, 5)}` : record.date,
      lasts: record.time ? "PT30M" : "P1D",
      alarms: off || record.key === "notification" ? [] : record.alarms,
    });
    events += 1;
  }
}
console.log(`${events} events read by ical.js`);
