// Read calendar files with two readers that know nothing of Python, ical.js and node-ical, and hold
// what they see against what the library says. Run by check_calendar.py, which writes the cases:
//   node .ci/check_calendar.mjs FOLDER CASES.json
// FOLDER is where npm installed the readers.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, cases] = process.argv.slice(2);
const require = createRequire(resolve(folder, "package.json"));
const ICAL = require("ical.js");
const nodeIcal = require("node-ical");

const twoDigits = (number) => String(number).padStart(2, "0");
const day = (year, month, date) => `${year}-${twoDigits(month)}-${twoDigits(date)}`;
const instant = (seconds) => new Date(seconds * 1000).toISOString();

// ical.js takes the time zone from the file itself, so that this also reads its VTIMEZONE.
function byIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  const component = calendar.getFirstSubcomponent("vtimezone");
  const london = new ICAL.Timezone(component);
  const moment = (time) =>
    time.isDate ? day(time.year, time.month, time.day) : instant(time.toUnixTime());
  return calendar.getAllSubcomponents("vevent").map((part) => {
    const event = new ICAL.Event(part);
    const zoned = !event.startDate.isDate;
    if (zoned && (event.startDate.zone.tzid !== "Europe/London" || !event.startDate.zone.component))
      throw new Error("the time zone is not the one of the file");
    return {
      uid: event.uid,
      sequence: event.sequence,
      status: part.getFirstPropertyValue("status"),
      summary: event.summary,
      description: event.description,
      categories: part.getFirstProperty("categories").getValues(),
      start: moment(event.startDate),
      end: moment(event.endDate),
      alarms: part.getAllSubcomponents("valarm").map((alarm) => {
        const begin = event.startDate.clone();
        begin.isDate = false;
        begin.zone = london;
        begin.addDuration(alarm.getFirstPropertyValue("trigger"));
        return instant(begin.toUnixTime());
      }),
    };
  });
}

// node-ical knows Europe/London by itself.
function byNodeIcal(text) {
  const events = Object.values(nodeIcal.sync.parseICS(text)).filter(({ type }) => type === "VEVENT");
  return events.map((event) => {
    const moment = (time) =>
      event.datetype === "date"
        ? day(time.getFullYear(), time.getMonth() + 1, time.getDate())
        : time.toISOString();
    return {
      uid: event.uid,
      sequence: Number(event.sequence),
      status: event.status,
      summary: event.summary,
      description: event.description,
      categories: event.categories,
      start: moment(event.start),
      end: moment(event.end),
    };
  });
}

// What node-ical computes with (temporal-polyfill 0.3) gives no zone summer time from 2036 on,
// with or without the rules of a file; ical.js goes on.
function readers(name) {
  const both = [["ical.js", byIcalJs], ["node-ical", byNodeIcal]];
  return name < "2036" ? both : both.slice(0, 1);
}

let wrong = 0;
let events = 0;
for (const { name, text, expected } of JSON.parse(readFileSync(cases, "utf8"))) {
  for (const [reader, read] of readers(name)) {
    const seen = read(text);
    if (seen.length !== expected.length) {
      console.error(`${name}: ${reader} sees ${seen.length} of ${expected.length} events`);
      wrong += 1;
      continue;
    }
    for (const [index, event] of seen.entries()) {
      events += 1;
      for (const [key, value] of Object.entries(event)) {
        const [got, wanted] = [JSON.stringify(value), JSON.stringify(expected[index][key])];
        if (got !== wanted) {
          console.error(`${name}: ${reader}: ${event.uid}: ${key}: ${got} instead of ${wanted}`);
          wrong += 1;
        }
      }
    }
  }
}
console.log(`${events} events read, ${wrong} differences`);
process.exit(wrong ? 1 : 0);
