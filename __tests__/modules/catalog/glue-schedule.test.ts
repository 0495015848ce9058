import { expect, test } from "vitest";
import { mostStartsInMonth, scheduleMistake } from "../../../modules/catalog/glue-schedule";

test.each([
  "cron(0 3 * * ? *)",
  "cron(0/15 * * * ? *)",
  "cron(0,5,10 * * * ? *)",
  "cron(0,58 3 * * ? *)",
  "cron(10-10 0-6/2 ? JAN,JUL MON-FRI 2025-2030)",
  "cron(0 18 ? * 6L *)",
  "cron(0 8 L * ? *)",
  "cron(0 8 15W * ? *)",
  "cron(0 8 ? * 2#1 *)",
  "cron(0 8 29 2 ? *)",
])("%s is a schedule", (schedule) => {
  expect(scheduleMistake(schedule)).toBeUndefined();
});

test.each([
  ["cron(0 3 * * ?)", "six fields"],
  ["every night", "six fields"],
  ["cron(60 0 * * ? *)", "minute is from 0 to 59"],
  ["cron(0 24 * * ? *)", "hour is from 0 to 23"],
  ["cron(0 0 32 * ? *)", "day of the month is from 1 to 31"],
  ["cron(0 0 * 13 ? *)", "month is from 1 to 12 or JAN"],
  ["cron(0 0 ? * 8 *)", "day of the week is from 1 to 7 or SUN"],
  ["cron(0 0 ? * MONDAY *)", "day of the week"],
  ["cron(0 0 * * ? 1900)", "year is from 1970 to 2199"],
  ["cron(a b c d e f)", "minute"],
  ["cron(0) 3 * * ? *)", "minute"],
  ["cron(${a} 3 * * ? *)", "minute"],
  ["cron(5-1 3 * * ? *)", "minute"],
  ["cron(*-5 3 * * ? *)", "minute"],
  ["cron(0/0 3 * * ? *)", "minute"],
  ["cron(0/5/5 3 * * ? *)", "minute"],
  ["cron(1-2-3 3 * * ? *)", "minute"],
  ["cron(0 3 * * * *)", "? for either"],
  ["cron(0 3 ? * ? *)", "? for either"],
  ["cron(* * * * ? *)", "5 minutes or more"],
  ["cron(0/3 * * * ? *)", "5 minutes or more"],
  ["cron(0,58 * * * ? *)", "5 minutes or more"],
  ["cron(0 3 31 2 ? *)", "a schedule that starts"],
  ["cron(0 3 31 4,6 ? *)", "a schedule that starts"],
  ["cron(0 3 * * ? 2020)", "a schedule that starts"],
])("%s is none", (schedule, expected) => {
  expect(scheduleMistake(schedule)).toContain(expected);
});

test.each([
  ["cron(0 3 * * ? *)", 31],
  ["cron(0 0/6 * * ? *)", 124],
  ["cron(0 3 1,15 * ? *)", 2],
  ["cron(0 3 L * ? *)", 1],
  ["cron(0 3 ? * MON *)", 5],
  ["cron(0 3 ? * SUN-SAT *)", 31],
  ["cron(0 3 ? * * *)", 31],
])("%s starts at most %i times within a month", (schedule, most) => {
  expect(mostStartsInMonth(schedule)).toBe(most);
});
