/** A field of a schedule: what it counts, from where to where, and what else it may hold. */
interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Words for the numbers, the first for `least`. */
  readonly words?: readonly string[];
  /** Special characters for days that numbers cannot express. */
  readonly special?: RegExp;
}

/** docs.aws.amazon.com/glue/latest/dg/monitor-data-warehouse-schedule.html */
const fields: readonly Field[] = [
  { name: "minute", least: 0, most: 59 },
  { name: "hour", least: 0, most: 23 },
  { name: "day of the month", least: 1, most: 31, special: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/ },
  { name: "month", least: 1, most: 12, words: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ") },
  {
    name: "day of the week",
    least: 1,
    most: 7,
    words: "SUN MON TUE WED THU FRI SAT".split(" "),
    special: /^(\?|L|[1-7]L|[1-7]#[1-5])$/,
  },
  { name: "year", least: 1970, most: 2199 },
];

/** The closest that two starts may be (AWS Glue quotas: schedules have a precision of 5 minutes). */
const leastMinutesBetween = 5;

/** What is wrong with a schedule, as in "cron(0 3 * * ? *)": what is allowed instead. Undefined for a sound one. */
export function scheduleMistake(schedule: string): string | undefined {
  const parts = /^cron\((.*)\)$/.exec(schedule)?.[1]?.split(" ") ?? [];
  if (parts.length !== fields.length) return 'six fields in UTC, as in "cron(0 3 * * ? *)"';
  for (const [index, field] of fields.entries()) {
    if (!valuesOf(field, parts[index] ?? "")) return allowedIn(field);
  }
  if ([parts[2], parts[4]].filter((part) => part === "?").length !== 1) {
    return "? for either the day of the month or the day of the week, and days for the other";
  }
  if (neverStarts(parts)) return "a schedule that starts: no month that it names has such a day, or the years are over";
  const [minutes = [], hours = []] = [0, 1].map((index) => valuesOf(fields[index] as Field, parts[index] ?? ""));
  const next = hours.length > 1 ? (minutes[0] ?? 0) + 60 : Number.POSITIVE_INFINITY;
  const gaps = minutes.map((minute, index) => (minutes[index + 1] ?? next) - minute);
  if (Math.min(...gaps) >= leastMinutesBetween) return undefined;
  return `a schedule that leaves ${leastMinutesBetween} minutes or more between two starts`;
}

/** Days of each month, in a leap year. */
const daysOfMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The year that the platform is from: a schedule of the years before has no start left. */
const firstYear = 2026;

function neverStarts(parts: readonly string[]): boolean {
  const [, , days = [], months = [], , years = []] = fields.map((field, index) => valuesOf(field, parts[index] ?? ""));
  if (Math.max(...years) < firstYear) return true;
  const longest = Math.max(...months.map((month) => daysOfMonths[month - 1] ?? 0));
  return days.length > 0 && Math.min(...days) > longest;
}

/** The most often that a sound schedule starts within a month. Special days, as in "L" and "2#1", count as all of theirs. */
export function mostStartsInMonth(schedule: string): number {
  const parts = /^cron\((.*)\)$/.exec(schedule)?.[1]?.split(" ") ?? [];
  const [minutes = [], hours = [], days = [], , weekdays = []] = fields.map((field, index) =>
    valuesOf(field, parts[index] ?? ""),
  );
  const inMonth = parts[2] === "?" ? Math.min(31, 5 * (weekdays.length || 1)) : days.length || 1;
  return minutes.length * hours.length * inMonth;
}

function allowedIn({ name, least, most, words }: Field): string {
  return `a schedule whose ${name} is from ${least} to ${most}${words ? ` or ${words.join(", ")}` : ""}`;
}

/** The numbers that a field matches, in order; none for a special one. Undefined where the field is not well-formed. */
function valuesOf(field: Field, text: string): readonly number[] | undefined {
  if (field.special?.test(text)) return [];
  const parts = text.split(",").map((part) => valuesOfPart(field, part));
  if (parts.some((part) => part === undefined)) return undefined;
  return [...new Set(parts.flatMap((part) => part ?? []))].sort((a, b) => a - b);
}

/** The numbers of `*`, `3`, `3-5`, `*` and `3` with a step behind a slash, as in `0/15`. */
function valuesOfPart(field: Field, part: string): readonly number[] | undefined {
  const [range = "", step = "", ...rest] = part.split("/");
  const [from = "", to = "", ...more] = range.split("-");
  if (rest.length > 0 || more.length > 0 || (part.includes("/") && !/^[1-9]\d*$/.test(step))) return undefined;
  const first = from === "*" ? field.least : numberOf(field, from);
  const end = range.includes("-") ? numberOf(field, to) : from === "*" || step ? field.most : first;
  if (first === undefined || end === undefined || first > end || (from === "*" && range !== "*")) return undefined;
  const all = Array.from({ length: end - first + 1 }, (_, index) => first + index);
  return all.filter((value) => (value - first) % Number(step || 1) === 0);
}

function numberOf({ least, most, words }: Field, text: string): number | undefined {
  const word = words?.indexOf(text) ?? -1;
  const value = word >= 0 ? least + word : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
