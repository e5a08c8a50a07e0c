// A small SQL editor: a plain text field with colors behind its letters and a list of words that may come next.
// It knows no database: tables, columns and faults are handed to it. It loads nothing and calls nobody.

const KEYWORDS = new Set(
  ("all and any as asc between by case cast coalesce count cross date desc distinct else end except exists false filter " +
    "first from full group having in inner intersect interval is join last left like limit not null nulls offset on or " +
    "order outer over partition qualify right select then true union unnest using values when where window with"
  ).split(" "),
);
const FUNCTIONS = ["count", "sum", "avg", "median", "round", "coalesce", "nullif", "year", "month", "quarter", "lower"];
const TOKEN = /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|('(?:[^']|'')*'?)|(\$\w+)|\b(\d+(?:\.\d+)?)\b|("(?:[^"]|"")*"?|\p{L}[\p{L}\d_]*|_[\p{L}\d_]*)/gu;
const MOST_OFFERED = 8;

const editors = new WeakMap();

export default function (component) {
  const { parentElement } = component;
  let editor = editors.get(parentElement);
  if (!editor) {
    editor = new Editor(parentElement);
    editors.set(parentElement, editor);
  }
  editor.update(component);
}

class Editor {
  constructor(root) {
    this.text = root.querySelector("textarea");
    this.colors = root.querySelector(".colors");
    this.list = root.querySelector(".offers");
    this.probe = root.querySelector(".probe");
    this.status = root.querySelector(".status");
    this.hint = root.querySelector(".hint");
    this.hinted = this.hint.textContent;
    this.offers = [];
    this.at = 0;
    this.sent = null;
    this.loaded = undefined;
    this.inserted = undefined;
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("scroll", () => this.scrolled());
    this.text.addEventListener("keydown", (event) => this.pressed(event));
    this.text.addEventListener("click", () => this.close());
    this.text.addEventListener("blur", () => {
      this.close();
      this.send();
    });
    root.querySelector(".run").addEventListener("click", () => this.run());
  }

  update({ data, setStateValue }) {
    Object.assign(this, { data, setStateValue });
    this.asked ??= data.asked;
    if (this.loaded !== data.load) {
      const isFirst = this.loaded === undefined;
      this.text.value = this.sent = data.sql;
      this.loaded = data.load;
      this.inserted = data.insert.number;
      if (!isFirst) this.tell();
    }
    if (this.inserted !== data.insert.number) {
      this.inserted = data.insert.number;
      this.put(data.insert.text, this.text.selectionStart, this.text.selectionEnd);
      this.send();
    }
    if (data.asked === this.asked) this.hint.textContent = this.hinted;
    // a fault is about the text that was run, and about no other
    this.fault = data.fault && data.fault.sql === this.text.value ? data.fault : null;
    this.draw();
  }

  send() {
    if (this.text.value !== this.sent) {
      this.sent = this.text.value;
      this.tell();
    }
  }

  // A state and no trigger: a trigger is lost where the page is drawn again at that very moment.
  tell() {
    this.setStateValue("typed", { sql: this.text.value, asked: this.asked });
  }

  run() {
    this.close();
    this.sent = this.text.value;
    this.hint.textContent = "Running …";
    this.asked = Date.now();
    this.tell();
  }

  typed() {
    this.fault = null;
    this.draw();
    this.offer(false);
  }

  draw() {
    const lines = this.colored().split("\n");
    this.colors.innerHTML = lines
      .map((line, at) => `<span class="line${this.fault?.line === at + 1 ? " wrong" : ""}">${line || " "}\n</span>`)
      .join("");
    this.status.textContent = this.fault ? `Line ${this.fault.line}, column ${this.fault.column}: ${this.fault.what}` : "";
    this.text.setAttribute("aria-invalid", this.fault ? "true" : "false");
    this.scrolled();
  }

  colored() {
    const tables = this.data?.tables ?? {};
    const columns = this.columns();
    let out = "";
    let last = 0;
    const text = this.text.value;
    for (const found of text.matchAll(TOKEN)) {
      const [token, comment, string, parameter, number, word] = found;
      const name = (word ?? "").toLowerCase();
      const kind = comment
        ? "comment"
        : string
          ? "string"
          : parameter
            ? "parameter"
            : number
              ? "number"
              : KEYWORDS.has(name)
                ? "keyword"
                : name in tables
                  ? "table"
                  : columns.has(name)
                    ? "column"
                    : "";
      out += escaped(text.slice(last, found.index)) + painted(token, kind);
      last = found.index + token.length;
    }
    return out + escaped(text.slice(last));
  }

  columns() {
    if (this.known !== this.data?.tables) {
      this.known = this.data?.tables;
      this.names = new Set(Object.values(this.known ?? {}).flatMap((table) => Object.keys(table.columns)));
    }
    return this.names;
  }

  scrolled() {
    this.colors.style.transform = `translate(${-this.text.scrollLeft}px, ${-this.text.scrollTop}px)`;
    this.place();
  }

  pressed(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      this.run();
    } else if (event.ctrlKey && event.key === " ") {
      event.preventDefault();
      this.offer(true);
    } else if (this.offers.length && event.key in MOVES) {
      event.preventDefault();
      MOVES[event.key](this);
    }
    event.stopPropagation();
  }

  // The word before the caret, and the name before its dot.
  word() {
    const before = this.text.value.slice(0, this.text.selectionStart);
    const found = /(?:([\p{L}_][\p{L}\d_]*)\.)?([\p{L}_$][\p{L}\d_]*)?$/u.exec(before);
    return { owner: found[1]?.toLowerCase(), start: (found[2] ?? "").toLowerCase(), length: (found[2] ?? "").length };
  }

  offer(isAsked) {
    const { owner, start } = this.word();
    const isWorthIt = isAsked || owner !== undefined || start.length > 1;
    this.offers = isWorthIt ? this.candidates(owner, start) : [];
    if (this.offers.length === 1 && this.offers[0].word === start) this.offers = [];
    this.at = 0;
    this.show();
  }

  candidates(owner, start) {
    const found = new Map();
    const add = (word, about) => {
      const at = word.toLowerCase().indexOf(start);
      if (at >= 0 && !found.has(word)) found.set(word, { word, about, rank: at ? 1 : 0 });
    };
    const { tables, parameters } = this.data;
    const named = this.aliases();
    if (owner !== undefined) {
      Object.entries(tables[named.get(owner) ?? owner]?.columns ?? {}).forEach(([name, about]) => add(name, about));
    } else if (start.startsWith("$")) {
      Object.entries(parameters).forEach(([name, about]) => add(`$${name}`, about));
    } else {
      const used = [...new Set(named.values())].filter((name) => name in tables);
      used.forEach((table) => Object.entries(tables[table].columns).forEach(([name, about]) => add(name, about)));
      Object.entries(tables).forEach(([name, table]) => add(name, table.about));
      [...KEYWORDS].forEach((word) => add(word, "SQL"));
      FUNCTIONS.forEach((word) => add(word, "function"));
    }
    const sorted = [...found.values()].sort((one, other) => one.rank - other.rank);
    return sorted.slice(0, MOST_OFFERED);
  }

  // The tables that the text names, by the names that it gives them.
  aliases() {
    const named = new Map();
    for (const [, table, alias] of this.text.value.matchAll(/\b(?:from|join)\s+([a-z_]\w*)(?:\s+(?:as\s+)?([a-z_]\w*))?/gi)) {
      named.set(table.toLowerCase(), table.toLowerCase());
      if (alias && !KEYWORDS.has(alias.toLowerCase())) named.set(alias.toLowerCase(), table.toLowerCase());
    }
    return named;
  }

  show() {
    this.list.hidden = !this.offers.length;
    this.list.replaceChildren(
      ...this.offers.map((offer, at) => {
        const item = document.createElement("li");
        item.id = `offer-${at}`;
        item.role = "option";
        item.ariaSelected = String(at === this.at);
        item.append(Object.assign(document.createElement("b"), { textContent: offer.word }), ` ${offer.about}`);
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          this.at = at;
          this.take();
        });
        return item;
      }),
    );
    if (this.offers.length) this.text.setAttribute("aria-activedescendant", `offer-${this.at}`);
    else this.text.removeAttribute("aria-activedescendant");
    this.place();
  }

  place() {
    if (this.list.hidden) return;
    const lines = this.text.value.slice(0, this.text.selectionStart).split("\n");
    const letter = this.probe.getBoundingClientRect();
    const style = getComputedStyle(this.text);
    const left = parseFloat(style.paddingLeft) + lines.at(-1).length * (letter.width / 10) - this.text.scrollLeft;
    const top = parseFloat(style.paddingTop) + lines.length * letter.height - this.text.scrollTop;
    this.list.style.left = `${Math.max(0, Math.min(left, this.text.clientWidth - this.list.offsetWidth))}px`;
    this.list.style.top = `${Math.max(0, Math.min(top, this.text.clientHeight))}px`;
  }

  move(by) {
    this.at = (this.at + by + this.offers.length) % this.offers.length;
    this.show();
  }

  take() {
    const { length } = this.word();
    this.put(this.offers[this.at].word, this.text.selectionStart - length, this.text.selectionStart);
    this.close();
  }

  put(text, start, end) {
    this.text.setRangeText(text, start, end, "end");
    this.draw();
  }

  close() {
    this.offers = [];
    this.show();
  }
}

const MOVES = {
  ArrowDown: (editor) => editor.move(1),
  ArrowUp: (editor) => editor.move(-1),
  Enter: (editor) => editor.take(),
  Tab: (editor) => editor.take(),
  Escape: (editor) => editor.close(),
};

function painted(token, kind) {
  // a comment over several lines is painted line by line, so that lines stay lines
  const lines = escaped(token).split("\n");
  return kind ? lines.map((line) => `<span class="${kind}">${line}</span>`).join("\n") : lines.join("\n");
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
