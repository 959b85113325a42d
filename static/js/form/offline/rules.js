/* Conditions of the question set, followed as forms/rules.py and forms/showing.py do.

   A world answers three questions, each with undefined for "cannot know", which counts as true:
   given(name)  the answers to a question: one list of values for each person it is asked about
   count(name)  how many people, or ticks
   ages()       the children's ages in whole years */

const TESTS = {
  is: (values, wanted) => values.includes(wanted),
  includes: (values, wanted) => values.includes(wanted),
  not: (values, unwanted) => values.length > 0 && !values.includes(unwanted),
  in: (values, wanted) => values.some((value) => wanted.includes(value)),
  not_in: (values, unwanted) => values.length > 0 && !values.some((value) => unwanted.includes(value)),
  empty: (values, wanted) => (values.length === 0) === wanted,
};

/** Whether `rule` is true in `world`. A rule about people, asked outside them, is true when it is for any of them. */
export function holds(rule, world) {
  if (rule.any) return rule.any.some((part) => holds(part, world));
  if (rule.all) return rule.all.every((part) => holds(part, world));
  if (rule.count) return (world.count(rule.count) ?? rule.min) >= rule.min;
  if (rule.age) return world.ages()?.some((years) => isWithin(rule.age, years)) ?? true;
  const test = Object.keys(rule).find((key) => key in TESTS);
  return world.given(rule.field)?.some((values) => TESTS[test](values, rule[test])) ?? true;
}

function isWithin(words, years) {
  const limit = Number(words.replace(/\D/g, ""));
  return years !== null && (words.startsWith("under") ? years < limit : years >= limit);
}

/** A kept answer as a list of values. */
export const listed = (value) => (Array.isArray(value) ? value : value === null || value === undefined || value === "" ? [] : [value]);
