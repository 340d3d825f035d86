// The page: workbooks come in, are looked at one after the other, and what is made of them goes out.

import * as choices from "./choices.js";
import { element } from "./element.js";
import { perform, privacy, start } from "./engine.js";
import { sections, trouble, unit } from "./view.js";
import { language, say, speak } from "./words.js";

const ENDINGS = /\.(xlsx|xlsm|xls|xlsb|ods)$/i;
const at = (id) => document.getElementById(id);

/** The workbooks: {file, look, preview, error, password, answers}; `shown` is the one whose results stand on the page. */
let books = [];
let shown = null;
let chosen = choices.kept();
/** Work is done one thing after the other; what was asked for before a choice changed is not begun. */
let line = Promise.resolve();
let round = 0;

// ------------------------------------------------------------------------------------------- the engine

function tell(code, values) {
  at("state").textContent = say(code, values);
}

function progress({ stage, percent }) {
  at("progress").value = percent;
  if (stage === "loading") tell("loading", { percent });
  else tell("starting");
}

/** Have something done, and say what is being done; an error of the library is an answer. */
async function work(verb, files, name, extra = {}) {
  tell("working", { name });
  try {
    const reply = await perform(verb, files, { ...choices.forBridge(chosen, language()), ...extra });
    tell("done-with", { name });
    return reply;
  } catch (error) {
    const pesan = say("failed", { detail: error.message.trim().split("\n").at(-1) });
    tell("done-with", { name });
    return { answer: { galat: { pesan } } };
  }
}

/** Do something when all that was asked for before is done. */
function next(job) {
  line = line.then(job, job);
  return line;
}

// ---------------------------------------------------------------------------------------- the workbooks

function add(files) {
  const taken = [...files].filter((file) => ENDINGS.test(file.name) && !file.name.startsWith("~$"));
  const others = [...files].filter((file) => !ENDINGS.test(file.name));
  // A single file with another ending is looked at too: its content tells what it is.
  const fresh = (taken.length ? taken : others.slice(0, 1)).map((file) => ({ file }));
  if (!fresh.length) return;
  books.push(...fresh);
  shown ??= fresh[0];
  draw();
  const now = round;
  for (const book of fresh) next(() => examine(book, now));
}

async function examine(book, asked) {
  if (asked !== round || !books.includes(book)) return;
  const extra = own(book);
  const begun = performance.now();
  const { answer } = await work("look", [book.file], book.file.name, extra);
  book.error = answer.galat;
  book.look = answer.galat ? undefined : answer;
  drawOne(book);
  if (book.look) {
    book.preview = (await work("preview", [book.file], book.file.name, extra)).answer;
    drawOne(book);
  }
  performance.measure(`sakipcalc ${book.file.name}`, { start: begun, end: performance.now() });
}

/** Return the choices that concern this workbook alone. */
function own({ password, answers }) {
  return { ...(password && { password }), ...(answers && { answers }) };
}

/** Take an answer to a question about a workbook, or take it back, and look at it again. */
function answer(book, key, value) {
  const { [key]: _, ...others } = book.answers ?? {};
  book.answers = value ? { ...others, [key]: value } : others;
  book.preview = undefined;
  const now = round;
  next(() => examine(book, now));
}

/** Look at all workbooks again, as after another choice. */
function again() {
  round += 1;
  const now = round;
  for (const book of books) {
    book.look = book.preview = undefined;
    next(() => examine(book, now));
  }
  draw();
}

function remove(book) {
  const place = books.indexOf(book);
  books = books.filter((one) => one !== book);
  if (shown === book) shown = books[Math.min(place, books.length - 1)] ?? null;
  draw();
  (at("list").querySelector("button") ?? at("choose")).focus();
}

// ------------------------------------------------------------------------------------------- what is made

function save({ name, data }) {
  const link = element("a", { href: URL.createObjectURL(data), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Have a workbook made and save it; what there is to say about it stands below the buttons. */
function make(verb, files, place, extra = {}) {
  return next(async () => {
    const reply = await work(verb, files, files[0]?.name ?? say("save-template"), extra);
    place.replaceChildren(...remarks(reply.answer));
    if (!reply.answer.galat) save(reply);
  });
}

function remarks({ galat, daftar = [], sisa = [], dari }) {
  if (galat) return [trouble(galat)];
  const failed = daftar.filter((one) => one.galat);
  const left = sisa.map((one) => element("li", {}, `${one.bagian ?? `${one.sheet}!${one.cell}`}: ${one.teks}`));
  return [
    ...failed.map(({ sumber, galat: { pesan, saran } }) => trouble({ pesan: `${sumber}: ${pesan}`, saran })),
    ...(left.length ? [element("p", {}, say("left-with-year", { year: dari })), element("ul", {}, ...left)] : []),
  ];
}

// ---------------------------------------------------------------------------------------------- drawing

function draw() {
  at("work").hidden = !books.length;
  at("list").replaceChildren(...books.map(item));
  drawFile();
}

function drawOne(book) {
  at("list").children[books.indexOf(book)]?.replaceWith(item(book));
  if (book === shown) drawFile();
}

function item(book) {
  const { name } = book.file;
  const open = element("button", { type: "button", onclick: () => show(book) }, name, element("small", {}, state(book)));
  open.setAttribute("aria-current", String(book === shown));
  const away = element("button", { type: "button", onclick: () => remove(book), title: say("remove", { name }) }, "×");
  away.setAttribute("aria-label", say("remove", { name }));
  return element("li", {}, open, away);
}

function state({ look, error }) {
  if (error) return error.pesan;
  if (!look) return say("wait");
  const grave = look.compute.temuan.filter((one) => one.tingkat === "galat").length;
  return `${unit(look)} · ${say("must-mend")}: ${grave}`;
}

function show(book) {
  shown = book;
  draw();
  at("file").focus();
}

function drawFile() {
  const place = at("file");
  place.hidden = !shown;
  if (!shown) return;
  const book = shown;
  const { file, look, error } = book;
  const heading = element("h2", {}, look ? unit(look) : file.name);
  if (error) place.replaceChildren(heading, trouble(error), ...password(book));
  else if (!look) place.replaceChildren(heading, element("p", {}, say("wait")));
  else place.replaceChildren(heading, ...buttons(book), ...sections(book, (key, value) => answer(book, key, value)));
}

function buttons(book) {
  const answer = element("div", {});
  const extra = own(book);
  const button = (code, verb, able = true, chief = false) =>
    element("button", {
      type: "button", className: chief ? "chief" : "", disabled: !able,
      onclick: () => make(verb, [book.file], answer, extra),
    }, say(code));
  const fillable = Boolean(book.preview && !book.preview.galat);
  return [
    element("p", { className: "buttons" },
      button("save-filled", "fill", fillable, true),
      button("save-findings", "findings"),
      button("save-report", "report"),
      button("save-template", "template"),
      button("save-next-year", "roll-forward", fillable)),
    answer,
  ];
}

/** Return the form for a password, where a workbook asks for one. */
function password(book) {
  if (!/encrypted|password/.test(book.error.kode)) return [];
  const field = element("input", { type: "password", name: "password", autocomplete: "off" });
  const form = element("form", {}, element("label", {}, say("password"), field), element("button", {}, say("try-password")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    book.password = field.value;
    next(() => examine(book, round));
  });
  return [form];
}

// ---------------------------------------------------------------------------------------------- events

function redraw() {
  speak(chosen.lang ?? "id");
  at("private").textContent = say(privacy);
  choices.draw(at("choices"), chosen);
  draw();
}

function listen() {
  at("choose").addEventListener("click", () => at("files").click());
  at("choose-folder").addEventListener("click", () => at("folder").click());
  for (const id of ["files", "folder"]) {
    at(id).addEventListener("change", (event) => {
      add(event.target.files);
      event.target.value = "";
    });
  }
  at("blank").addEventListener("click", () => make("template", [], at("blank-answer")));
  at("recap").addEventListener("click", () => make("recap", books.map((book) => book.file), at("all-answer")));
  at("all-findings").addEventListener("click", () =>
    make("findings", books.filter((book) => book.look).map((book) => book.file), at("all-answer")));
  at("lang").addEventListener("change", (event) => {
    chosen = choices.keep({ lang: event.target.value });
    redraw();
    again();
  });
  at("choices").addEventListener("change", () => {
    chosen = choices.keep(choices.read(at("choices")));
    again();
  });
  at("choices").addEventListener("submit", (event) => event.preventDefault());
  listenToDrops();
}

function listenToDrops() {
  const zone = at("drop");
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => event.relatedTarget ?? zone.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    add(event.dataTransfer.files);
  });
}

at("lang").value = chosen.lang ?? "id";
redraw();
listen();
next(async () => {
  try {
    await start(progress);
    tell("ready");
  } catch (error) {
    console.error(error);
    tell("not-loaded");
  }
  at("progress").hidden = true;
  document.documentElement.dataset.ready = "true";
});
document.addEventListener("offline-ready", () => tell("offline"));
