/* The question set with what is typed so far: which questions and pages it asks now, as forms/showing.py says. */

import { holds, listed } from "./rules.js";

export class Bundle {
  /** data: /form/<version>/blank.json. value(path), items(repeat): of the draft, such as a Store. */
  constructor(data, draft, today = new Date()) {
    Object.assign(this, { ...data, draft, today, question: {}, page: {}, home: {} });
    this.repeat = Object.fromEntries(this.repeats.map((repeat) => [repeat.id, repeat]));
    for (const section of this.sections) {
      for (const page of section.pages) {
        this.page[page.slug] = Object.assign(page, { section });
        if (page.repeat) this.home[page.repeat] ??= section; // where these people are added and removed
        for (const question of page.questions) this.question[question.id] = Object.assign(question, { page });
      }
    }
  }

  /** Whether a section is the writer's: the whole draft is, or this part of it was handed to them. */
  isTheirs({ id }) {
    return this.draft.parts?.includes(id) ?? true;
  }

  /** Where an answer is kept. item: the person, or the option a question is asked once for. */
  path(question, item) {
    if (question.per) return `${question.id}/${item}`;
    return question.page.repeat ? `${question.page.repeat}/${item}/${question.id}` : question.id;
  }

  /** A text as typed, "" for none. */
  text(path) {
    const value = this.draft.value(path);
    return typeof value === "string" ? value : "";
  }

  ticked(id) {
    const value = this.draft.value(id);
    return Array.isArray(value) ? value : [];
  }

  /** [path, question] of every answer a page asks for now. */
  asked(page, item) {
    return page.questions.flatMap((question) =>
      (question.per ? this.ticked(question.per) : [item])
        .filter((one) => this.isShown(question, one))
        .map((one) => [this.path(question, one), question]),
    );
  }

  isShown(question, item) {
    if (question.per && !this.ticked(question.per).includes(item)) return false;
    return !question.show || holds(question.show, this.world(question, item));
  }

  /** Whether an answer that is asked for has to be given. */
  isNeeded(question, item) {
    return Boolean(question.need) && !(question.unless && holds(question.unless, this.world(question, item)));
  }

  /** What a rule of `question`, asked of `item`, stands on. */
  world(question, item) {
    const whom = (repeat) => (question.page.repeat === repeat && item ? [item] : this.draft.items(repeat));
    return {
      given: (id) => {
        const other = this.question[id];
        if (!this.isTheirs(other.page.section)) return undefined;
        return (other.page.repeat ? whom(other.page.repeat) : [null]).map((one) => this.#counted(other, one));
      },
      count: (of) => (this.repeat[of] ? this.draft.items(of) : this.ticked(of)).length,
      ages: () => whom("children").map((child) => this.age(child)),
    };
  }

  /** A child's age in whole years; null when it is not known. */
  age(child) {
    const born = this.text(`children/${child}/child_dob`);
    if (born || this.draft.value(`children/${child}/child_unborn`)) return this.#years(born);
    const guess = this.text(`children/${child}/child_age_estimate`).trim();
    return /^\d{1,3}$/.test(guess) ? Number(guess) : null;
  }

  /** What to call somebody: their first name so far, else "Child 2". isFull: with the last name. */
  call(repeat, item, isFull = false) {
    const { names, one } = this.repeat[repeat];
    const said = names.map((name) => this.text(`${repeat}/${item}/${name}`).trim());
    const name = isFull ? said.filter(Boolean).join(" ") : said[0];
    return name || said[0] || this.place(repeat, item, one);
  }

  /** "Child 2": what the browser may remember of a page about somebody. */
  place(repeat, item, one = this.repeat[repeat].one) {
    return `${one[0].toUpperCase()}${one.slice(1)} ${this.draft.items(repeat).indexOf(item) + 1}`;
  }

  /** The stop a page's answers raise now: its page's id, or undefined. */
  stop(page) {
    const raised = (question) => {
      const stop = question.stops?.[this.text(question.id)];
      if (!stop || stop === "stay" || !this.isShown(question, null)) return undefined;
      return question.back && holds(question.back, this.world(question, null)) ? undefined : stop;
    };
    return page.questions.map(raised).find(Boolean);
  }

  #counted(question, item) {
    if (!this.isShown(question, item)) return listed(question.unasked);
    const value = this.draft.value(this.path(question, item));
    return question.type === "checkbox" ? [Boolean(value)] : listed(value);
  }

  #years(born) {
    const [year, month, day] = /^\d{4}-\d+-\d+$/.test(born) ? born.split("-").map(Number) : [];
    const date = new Date(year, month - 1, day);
    if (!year || date.getMonth() !== month - 1) return null;
    const hadBirthday = [this.today.getMonth() + 1, this.today.getDate()];
    return this.today.getFullYear() - year - (hadBirthday[0] < month || (hadBirthday[0] === month && hadBirthday[1] < day) ? 1 : 0);
  }
}
