// The playground's page: a function of the view that the server sends. People's words enter by textContent only.
"use strict";

const token = document.querySelector('meta[name="oops-token"]').content;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 999px)");
const byId = (id) => document.getElementById(id);
const STATES = { done: ["✓", "done"], now: ["●", "now"], later: ["○", "later"] };
const PARTS = { manager: "Manager", mentor: "Mentor" };

let view = null;

// small makers

function make(tag, props = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...inside.filter((each) => each !== null));
  return node;
}

/** Words with **strong** parts, as nodes. */
function rich(text) {
  return text.split("**").map((part, number) => (number % 2 ? make("strong", {}, part) : part));
}

function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return (words.length > 1 ? [words[0], words.at(-1)] : words).map((word) => [...word][0].toUpperCase()).join("");
}

function say(line, lasting = false) {
  byId("status").textContent = line;
  clearTimeout(say.later);
  if (line && !lasting) say.later = setTimeout(() => (byId("status").textContent = ""), 6000);
}

// writing

async function send(path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Oops-Token": token },
      body: JSON.stringify(body),
    });
  } catch {
    throw Object.assign(new Error("The playground does not answer. Your words are still here; try again in a moment."), { fields: {} });
  }
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => ({}));
  throw Object.assign(new Error(told.error || "That did not work. Nothing was taken."), { fields: told.fields || {} });
}

/** One call, sent twice at most when the line breaks, done once: its key goes with it. */
async function call(what, key = crypto.randomUUID()) {
  const told = await (await send("/do", { ...what, key })).json();
  draw(told.view);
  if (told.file) save(told.file);
  return told;
}

/** The same, with its error said at the foot of the page. */
async function act(what) {
  try {
    await call(what);
    return true;
  } catch (error) {
    say(error.message);
    return false;
  }
}

function save({ name, type, text }) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  say(type === "text/calendar" ? "The entry for your calendar, as one file." : "Exported: all that is kept, as one JSON file.");
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    say("Copied.");
  } catch {
    say("This browser does not let me copy. Select the words instead.");
  }
}

// drawing

function draw(next) {
  if (view && next.number < view.number) return;
  const first = view === null;
  view = next;
  drawClock();
  drawMap();
  drawTalk(first);
  for (const other of view.others) drawOther(other, first);
  byId("again").disabled = !view.begun && !view.talk.length;
  byId("erase").disabled = !view.begun;
}

function drawClock() {
  byId("now").dateTime = view.clock.at;
  byId("now-day").textContent = view.clock.day;
  byId("now-time").textContent = view.clock.time;
  byId("to-check-in").disabled = !view.next;
}

function drawMap() {
  for (const step of view.map) {
    const item = document.querySelector(`[data-step="${step.step}"]`);
    const [sign, word] = STATES[step.state];
    item.className = step.state;
    item.querySelector(".sign").textContent = sign;
    item.querySelector(".state").textContent = `, ${word}`;
    if (step.state === "now") item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  }
  const next = byId("next");
  if (view.next) next.replaceChildren("Comes back ", make("b", {}, view.next.when));
  else next.textContent = view.open || !view.begun ? "No check-in yet" : "Closed";
}

/** Bring the children of `flow` in line with `entries`, leaving alone what has not changed. */
function bring(flow, entries, build, first) {
  const there = new Map([...flow.children].map((node) => [node.dataset.id, node]));
  const wanted = entries.map((entry) => {
    const body = JSON.stringify([entry.body, entry.key]);
    let node = there.get(entry.id);
    if (!node || node.dataset.body !== body) {
      const made = build(entry);
      made.dataset.id = entry.id;
      made.dataset.body = body;
      if (!first && !node) made.classList.add("new");
      if (node) node.replaceWith(made);
      else made.dataset.fresh = "yes";
      node = made;
    }
    const tools = JSON.stringify(entry.tools);
    if (entry.tools && node.dataset.tools !== tools) {
      node.dataset.tools = tools;
      node.querySelector(":scope > .tools").replaceChildren(...entry.draw(node));
    }
    return node;
  });
  for (const [id, node] of there) if (!entries.some((entry) => entry.id === id)) node.remove();
  wanted.forEach((node, number) => {
    if (flow.children[number] !== node) flow.insertBefore(node, flow.children[number] || null);
  });
  const fresh = wanted.filter((node) => node.dataset.fresh);
  for (const node of fresh) delete node.dataset.fresh;
  if (fresh.length) scroll(flow, fresh[0], first);
  return fresh;
}

/** Show what is new from its beginning; when it fits, from the end. */
function scroll(flow, node, first) {
  const end = flow.scrollHeight - flow.clientHeight;
  const start = node.offsetTop - flow.offsetTop - 20;
  const top = first ? end : Math.min(end, Math.max(start, 0));
  flow.scrollTo({ top, behavior: first || calm.matches ? "instant" : "smooth" });
}

// the author's conversation

function drawTalk(first) {
  byId("author-name").textContent = view.me.name;
  face("author", view.me.name);
  const marks = view.talk.flatMap((turn) => (turn.pieces || []).filter((piece) => piece.kind === "mark").map((piece) => piece.text));
  const entries = [];
  let date = null;
  for (const turn of view.talk) {
    if (turn.at && turn.at.date !== date) {
      date = turn.at.date;
      const at = entries.length && entries.at(-1).mine ? entries.length - 1 : entries.length;
      entries.splice(date === null ? 0 : at, 0, { id: `day-${date}`, body: turn.at.day, day: true });
    }
    if (turn.from === "me") entries.push({ id: turn.id, mine: true, key: marks.filter((mark) => turn.text.includes(mark)), body: turn });
    else {
      const { choices, form, ...body } = turn;
      const held = view.held && choices.some((choice) => choice.id === "send_now") ? view.held : null;
      entries.push({ id: turn.id, body, tools: { choices, form, held }, draw: () => tools(turn, held, words(turn)) });
    }
  }
  if (!view.begun) {
    const begin = () => [make("div", { class: "choices" }, make("button", { type: "button", onclick: () => act({ do: "begin" }) }, "Begin again"))];
    entries.push({ id: "begin", body: "begin", tools: {}, draw: begin });
  }
  const fresh = bring(byId("talk"), entries, buildTurn, first);
  if (fresh.length && !first && play.on && view.talk.at(-1)?.from === "coach" && fresh.some((node) => node.classList.contains("coach"))) play.hold();
}

function buildTurn(entry) {
  if (entry.day) return make("div", { class: "day" }, entry.body);
  if (entry.body === "begin") return make("div", { class: "turn" }, make("div", { class: "tools" }));
  if (entry.mine) {
    const line = make("p", {}, ...underlined(entry.body.text, entry.key));
    const who = make("span", { class: "unseen" }, entry.body.pressed ? "You pressed: " : "You: ");
    line.prepend(who);
    return make("div", { class: entry.body.pressed ? "turn mine pressed" : "turn mine" }, line);
  }
  const by = make("p", { class: "by" }, make("b", {}, "Oops"), entry.body.at ? ` ${entry.body.at.time}` : "");
  const consent = entry.body.pieces.findIndex((piece) => piece.kind === "words");
  const nodes = entry.body.pieces.flatMap((piece, number) => draft(piece, consent >= 0 && number > consent));
  return make("div", { class: "turn coach" }, by, ...nodes, make("div", { class: "tools" }));
}

/** The person's own words, underlined where a quiet note was made. */
function underlined(text, marks) {
  const nodes = [];
  let rest = text;
  while (rest) {
    const found = marks.map((mark) => [rest.indexOf(mark), mark]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0])[0];
    if (!found || !found[1]) break;
    nodes.push(rest.slice(0, found[0]), make("mark", {}, found[1]));
    rest = rest.slice(found[0] + found[1].length);
  }
  return [...nodes, rest];
}

/** One piece of a reply, as nodes. */
function draft(piece, after = false) {
  if (piece.kind === "words") return [sheet(piece.text, "Word for word")];
  if (piece.kind === "letter") return [sheet(piece.text, "")];
  if (piece.kind === "mark") return [make("p", { class: "quote" }, make("q", { class: "marked" }, piece.text))];
  if (piece.kind === "quote") return [make("p", { class: "quote" }, piece.text)];
  return said(piece.text, after);
}

function sheet(text, caption) {
  const lines = text.split("\n").map((line) => make("p", {}, line || " "));
  return make("div", { class: "sheet", role: "group", "aria-label": "The exact words" }, caption ? make("p", { class: "caption" }, caption) : null, ...lines);
}

/** Lines as paragraphs; numbered lines as a list. */
function said(text, small) {
  const nodes = [];
  for (const line of text.split("\n")) {
    const act = /^(\d)\. (.*)$/.exec(line);
    if (act) {
      if (nodes.at(-1)?.tagName !== "OL") nodes.push(make("ol"));
      nodes.at(-1).append(make("li", {}, ...rich(act[2])));
    } else if (line) nodes.push(make("p", { class: small ? "small" : null }, ...rich(line)));
  }
  return nodes;
}

/** What [Copy] copies: the exact words, or else the last words between quotation marks. */
function words(turn) {
  const exact = turn.pieces.filter((piece) => piece.kind === "words").map((piece) => piece.text);
  if (exact.length) return exact.join("\n\n");
  const quoted = turn.pieces.flatMap((piece) => [...piece.text.matchAll(/"([^"]+)"/g)]);
  return quoted.length ? quoted.at(-1)[1] : "";
}

/** What can be done with a message of the coach's: its buttons, its form, its held letter. */
function tools(turn, held, text) {
  const nodes = [];
  if (held) {
    const line = make("p", {}, make("b", {}, `${held.left} left`), `, until ${held.until} on this clock`);
    const pass = make("button", { type: "button", onclick: () => act({ do: "wait_for", what: "held" }) }, `Let ${held.left} pass`);
    nodes.push(make("div", { class: "held" }, line, pass));
  }
  const buttons = turn.choices.map((choice) =>
    make("button", { type: "button", onclick: (event) => press(event, turn, choice, text) }, choice.label),
  );
  if (buttons.length) nodes.push(make("div", { class: "choices", role: "group", "aria-label": "Answers" }, ...buttons));
  if (turn.form) nodes.push(form(turn.form, (fields, key) => call({ do: "fill", on: turn.id, fields }, key)));
  return nodes;
}

async function press(event, turn, choice, text) {
  const group = event.currentTarget.parentElement;
  const byKey = event.detail === 0;
  for (const button of group.children) button.disabled = true;
  if (choice.id === "copy" && text) await copy(text);
  const done = await act({ do: "press", choice: choice.id, on: turn.id, ...(choice.mark ? { mark: choice.mark } : {}) });
  for (const button of group.children) button.disabled = false;
  if (done) settle(byKey);
}

/** After a press the button is gone: go on where the next answer is. One button alone is a way round the answer in words. */
function settle(byKey) {
  if (document.activeElement && document.activeElement !== document.body) return;
  const live = [...document.querySelectorAll("#talk .tools")].at(-1);
  const several = live && live.querySelectorAll("button, input, textarea").length > 1;
  const next = byKey && several ? live.querySelector("button, input, textarea") : null;
  const field = live ? live.querySelector("input, textarea") : null;
  if (next || field) (next || field).focus();
  else if (!narrow.matches) byId("words").focus();
}

// forms

let counted = 0;

/** A form drawn inline. `submit` takes the fields and a key; an error stays beside its field, and the text stays. */
function form(shape, submit, word = "Send") {
  const key = crypto.randomUUID();
  const rows = shape.fields.map((field) => row(field));
  const wrong = make("p", { class: "wrong", role: "alert" });
  const button = make("button", { type: "submit" }, word);
  const node = make("form", { class: "form", novalidate: true }, ...rows.map((each) => each.node), make("div", {}, button, wrong));
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    wrong.textContent = "";
    for (const each of rows) each.wrong("");
    try {
      await submit(Object.fromEntries(rows.map((each) => [each.name, each.input.value])), key);
      settle(true);
    } catch (error) {
      wrong.textContent = error.message;
      for (const each of rows) each.wrong(error.fields[each.name] || "");
      rows.find((each) => error.fields[each.name])?.input.focus();
    } finally {
      button.disabled = false;
    }
  });
  return node;
}

function row(field) {
  const id = `field-${++counted}`;
  const props = { id, name: field.name, required: field.required, "aria-describedby": `${id}-wrong`, maxlength: field.type === "text" ? field.max : null };
  let input;
  let list = null;
  if (field.type === "text") input = make("textarea", { ...props, rows: Math.max(4, Math.min(12, field.value.split("\n").length + 2)) });
  else if (field.type === "person") {
    list = make("datalist", { id: `${id}-people` }, ...view.people.map((name) => make("option", { value: name })));
    input = make("input", { ...props, type: "text", list: list.id, autocomplete: "off" });
  } else input = make("input", { ...props, type: field.type === "time" ? "time" : "date", min: field.type === "date" ? view.clock.date : null });
  input.value = field.value;
  const line = make("p", { class: "wrong", id: `${id}-wrong` });
  const label = make("label", { for: id }, field.label, field.required ? null : make("span", { class: "after" }, " (if you like)"));
  const mark = (text) => {
    line.textContent = text;
    if (text) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  return { name: field.name, input, wrong: mark, node: make("div", {}, label, input, list, line) };
}

// the others

const seen = {};

function face(part, name) {
  document.querySelector(`#${part} .face`).textContent = initials(name);
}

function drawOther(other, first) {
  const column = byId(other.part);
  const part = PARTS[other.part];
  column.querySelector("h2").textContent = other.name || part;
  column.querySelector(".part").textContent = other.title ? `${part} · ${other.title}` : part;
  face(other.part, other.name || part);
  const me = view.me.name.split(/\s+/)[0];
  const entries = other.entries.map((entry) => {
    const { choices, form, done, ...body } = entry;
    return { id: entry.id, body, tools: { choices, form, done }, draw: () => answers(other, entry) };
  });
  if (!entries.length) entries.push({ id: "nothing", body: [other.name, me] });
  const fresh = bring(column.querySelector(".flow"), entries, (entry) => buildReceived(entry, other, me), first);
  const tab = document.querySelector(`[data-tab="${other.part}"]`);
  tab.querySelector(".tab-name").textContent = other.name.split(/\s+/)[0] || part;
  tab.title = part;
  const shown = !narrow.matches || byId("author").parentElement.dataset.shown === other.part;
  if (shown) seen[other.part] = other.entries.length;
  else if (first) seen[other.part] ??= other.entries.length;
  tab.querySelector(".fresh").hidden = other.entries.length <= (seen[other.part] || 0);
  if (!first && other.entries.some((entry) => entry.kind === "letter" && fresh.some((node) => node.dataset.id === entry.id))) {
    byId("heard").textContent = `${other.name} has a message.`;
  }
}

function buildReceived(entry, other, me) {
  if (entry.id === "nothing") {
    const first = other.name.split(/\s+/)[0] || "This person";
    return make("div", { class: "nothing" }, make("b", {}, "Nothing yet."), make("p", {}, `${first} sees only words that ${me} has agreed to send.`));
  }
  const body = entry.body;
  if (body.kind === "gone") return make("div", { class: "received courtesy" }, make("p", {}, `${me} took this note back.`), make("div", { class: "tools" }));
  const when = body.at ? make("p", { class: "by" }, `${body.at.day} ${body.at.time}`) : null;
  const letter = body.pieces.findIndex((piece) => piece.kind === "letter");
  const nodes = body.pieces.flatMap((piece, number) => draft(piece, letter >= 0 && number > letter));
  return make("div", { class: `received ${body.kind}` }, when, ...nodes, make("div", { class: "tools" }));
}

/** What a recipient can do with what they hold. */
function answers(other, entry) {
  const nodes = [];
  const answer = (choice, text, key) => call({ do: "answer", by: other.id, on: entry.on, choice, ...(text ? { text } : {}) }, key);
  const go = async (event, choice) => {
    const button = event.currentTarget;
    button.disabled = true;
    try {
      await answer(choice.id);
      const field = byId(other.part).querySelector(".form textarea");
      if (field) field.focus();
    } catch (error) {
      say(error.message);
    }
    button.disabled = false;
  };
  const buttons = entry.choices.map((choice) => make("button", { type: "button", onclick: (event) => go(event, choice) }, choice.label));
  if (entry.done.length) nodes.push(make("p", { class: "answered" }, `✓ ${entry.done.join(", ")}`));
  if (buttons.length) nodes.push(make("div", { class: "choices", role: "group", "aria-label": "Answers" }, ...buttons));
  if (entry.form) {
    const choice = other.part === "mentor" ? "reply" : "ask_one";
    nodes.push(form(entry.form, (fields, key) => answer(choice, Object.values(fields).join(" ").trim() || " ", key)));
  }
  return nodes;
}

// the composer

const composer = byId("composer");
const box = byId("words");
let key = crypto.randomUUID();

function grow() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 180)}px`;
}

box.addEventListener("input", grow);
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});
composer.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = box.value;
  const button = composer.querySelector("button");
  if (!text.trim() || button.disabled) return;
  byId("wrong").textContent = "";
  button.disabled = true;
  box.readOnly = true;
  try {
    await call({ do: "say", text }, key);
    key = crypto.randomUUID();
    if (box.value === text) box.value = "";
    grow();
  } catch (error) {
    byId("wrong").textContent = error.message;
  } finally {
    button.disabled = false;
    box.readOnly = false;
    if (!narrow.matches) box.focus();
  }
});

// the clock

for (const button of document.querySelectorAll("[data-wait]")) {
  button.addEventListener("click", () => act({ do: "wait", span: button.dataset.wait }));
}
byId("to-check-in").addEventListener("click", () => act({ do: "wait_for", what: "check_in" }));

/** A week in a minute: 28 steps of six hours, shorter where something comes due; it waits when the coach speaks. */
const play = {
  on: false,
  left: 0,
  pace: 2100,
  toggle() {
    if (play.on) return play.stop();
    if (!play.left) play.left = 7 * 24 * 3600;
    play.on = true;
    play.word("Stop");
    play.step();
  },
  stop() {
    play.on = false;
    play.left = 0;
    clearTimeout(play.timer);
    play.word("A week in a minute");
  },
  hold() {
    play.on = false;
    clearTimeout(play.timer);
    play.word(play.left > 0 ? "Go on with the week" : "A week in a minute");
    say("The clock waits: the coach has written.");
  },
  word(text) {
    byId("week").textContent = text;
  },
  async step() {
    const before = Date.parse(view.clock.at);
    const hours = Math.min(6 * 3600, play.left);
    const done = await act({ do: "wait", span: `PT${hours}S`, soon: true });
    play.left -= (Date.parse(view.clock.at) - before) / 1000;
    if (!done || (play.on && play.left <= 0)) return play.stop();
    if (play.on) play.timer = setTimeout(play.step, play.pace);
    else if (play.left > 0) play.word("Go on with the week");
  },
};
byId("week").addEventListener("click", play.toggle);

// keeping

byId("export").addEventListener("click", async () => {
  try {
    save({ name: "oops-export.json", type: "application/json", text: await (await send("/export", {})).text() });
  } catch (error) {
    say(error.message);
  }
});
byId("again").addEventListener("click", () => show("author") || act({ do: "begin" }));
byId("erase").addEventListener("click", () => show("author") || act({ do: "say", text: "delete everything" }));

// narrow windows: one person at a time

function show(part) {
  document.querySelector(".columns").dataset.shown = part;
  for (const tab of document.querySelectorAll("[data-tab]")) tab.setAttribute("aria-pressed", String(tab.dataset.tab === part));
  if (view && part !== "author") drawOther(view.others.find((other) => other.part === part), false);
}
for (const tab of document.querySelectorAll("[data-tab]")) tab.addEventListener("click", () => show(tab.dataset.tab));

// the stream

const stream = new EventSource("/events");
stream.addEventListener("view", (event) => {
  const next = JSON.parse(event.data);
  if (stream.lost) say("");
  if (stream.lost && view && next.run !== view.run) {
    sessionStorage.setItem("words", box.value);
    location.reload();
    return;
  }
  stream.lost = false;
  draw(next);
});
stream.addEventListener("error", () => {
  stream.lost = true;
  clearTimeout(stream.later);
  stream.later = setTimeout(() => stream.lost && say("The playground does not answer. Trying again …", true), 1500);
});
box.value = sessionStorage.getItem("words") || box.value;
sessionStorage.removeItem("words");
grow();
